import type { Code, FactsOf } from "./codes.ts";
import type { Hint } from "./hints.ts";
import type { Span } from "./span.ts";

export type Severity = "error" | "warning" | "note";

/** One fault in the author's text, as data. Its sentences are made of the code, the facts and the hints by who shows it. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly span: Span;
  /** What would be right instead, where the code and its facts do not say it already. */
  readonly hints: readonly Hint[];
  readonly related: readonly { readonly span: Span; readonly label: string }[];
  /** The `FactsOf` the code. */
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface ReportOptions {
  readonly severity?: Severity;
  readonly hints?: readonly Hint[];
  readonly related?: Diagnostic["related"];
}

/** Notes one fault and returns, so that the caller goes on with a hole. Never throws. */
export type Report = <C extends Code>(code: C, span: Span, facts: FactsOf<C>, options?: ReportOptions) => void;
