import type { Code, FactsOf } from "./codes.ts";
import type { Span } from "./span.ts";

export type Severity = "error" | "warning" | "note";

/** One fault in the author's text, as data. Its sentence is made of the code and its facts by who shows it. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly span: Span;
  /** What would be right, one sentence each. */
  readonly hints: readonly string[];
  readonly related: readonly { readonly span: Span; readonly label: string }[];
  /** The `FactsOf` the code. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface ReportOptions {
  readonly severity?: Severity;
  readonly hints?: readonly string[];
  readonly related?: Diagnostic["related"];
}

/** Notes one fault and returns, so that the caller goes on with a hole. Never throws. */
export type Report = <C extends Code>(code: C, span: Span, facts: FactsOf<C>, options?: ReportOptions) => void;
