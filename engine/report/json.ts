import type { Diagnostic, Severity } from "../source/diagnostic.ts";
import { positionAt } from "../source/line-index.ts";
import { jsonText } from "./json-text.ts";
import { hintsOf, messageOf } from "./message-of.ts";

/** One fault as `check --format json` prints it. Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface JsonDiagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly hints: readonly string[];
}

export function renderJson(diagnostics: readonly Diagnostic[]): string {
  return `${jsonText(diagnostics.map(jsonDiagnostic))}\n`;
}

export function jsonDiagnostic(diagnostic: Diagnostic): JsonDiagnostic {
  const { span, severity, code } = diagnostic;
  const start = positionAt(span.source, span.start);
  const end = positionAt(span.source, span.end);
  return {
    file: span.source.path,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    severity,
    code,
    message: messageOf(diagnostic),
    hints: hintsOf(diagnostic),
  };
}
