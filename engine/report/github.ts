import type { Diagnostic } from "../source/diagnostic.ts";
import { positionAt } from "../source/line-index.ts";
import { forAnnotation, forAnnotationProperty } from "../value/cleaned.ts";
import { hintsOf, messageOf } from "./message-of.ts";

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const;

/** GitHub's workflow commands: each line becomes an annotation at its place in the changed file. */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => `${command(diagnostic)}\n`).join("");
}

function command(diagnostic: Diagnostic): string {
  const { span, severity, code } = diagnostic;
  const start = positionAt(span.source, span.start);
  const end = positionAt(span.source, span.end);
  const places: [string, string | number][] = [
    ["file", span.source.path],
    ["line", start.line],
    ["endLine", end.line],
  ];
  // GitHub reads columns only for a place within one line.
  if (end.line === start.line) places.push(["col", start.column], ["endColumn", end.column]);
  places.push(["title", code]);
  const properties = places.map(([name, value]) => `${name}=${forAnnotationProperty(String(value))}`).join(",");
  return `::${COMMANDS[severity]} ${properties}::${forAnnotation([messageOf(diagnostic), ...hintsOf(diagnostic)].join("\n"))}`;
}
