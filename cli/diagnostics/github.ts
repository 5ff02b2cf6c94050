import type { Diagnostic } from "../../engine/source/diagnostic.ts";
import { located } from "./located.ts";

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const;

/** One workflow command a line, which GitHub shows beside the line of the file. */
export function githubAnnotations(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map((diagnostic) => {
      const { file, line, column, endLine, endColumn, severity, code, message, hints } = located(diagnostic);
      // The end column is inclusive there, and columns only hold within one line.
      const columns = endLine === line ? `,col=${column},endColumn=${Math.max(column, endColumn - 1)}` : "";
      const where = `file=${property(file)},line=${line},endLine=${endLine}${columns},title=${property(code)}`;
      return `::${COMMANDS[severity]} ${where}::${text([message, ...hints].join("\n"))}`;
    })
    .join("\n");
}

function text(value: string): string {
  return value.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(value: string): string {
  return text(value).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
