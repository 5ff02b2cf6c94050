import type { Diagnostic, Severity } from "../../engine/source/diagnostic.ts";
import { positionAt } from "../../engine/source/line-index.ts";

/** One diagnostic as programs read it: lines and columns from 1, the end exclusive. */
export interface Located {
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

export function located({ span, severity, code, message, hints }: Diagnostic): Located {
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
    message,
    hints,
  };
}

export function countOf(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}
