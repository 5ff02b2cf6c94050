import type { Span } from "../../source/span.ts";
import type { Value } from "../../value/value.ts";

/** What can go wrong with the data although the types were right, each with its sentence. */
const SENTENCES = {
  "value-absent": (facts) => `${facts["text"]} is absent, and ${facts["need"]} needs it`,
  "not-a-number": (facts) => `${facts["text"]} is not a number: ${facts["found"]}`,
  "not-a-text": (facts) => `${facts["text"]} is not a text: ${facts["found"]}`,
  "not-a-list": (facts) => `${facts["text"]} is not a list: ${facts["found"]}`,
  "not-integer": (facts) => `"${facts["found"]}" is not a whole number`,
  "not-decimal": (facts) => `"${facts["found"]}" is not a number`,
  "not-date": (facts) => `"${facts["found"]}" is not a date`,
  "not-in-list": (facts) => `"${facts["found"]}" is not one of the words of ${facts["list"]}`,
  "not-covered": (facts) => `no arm of match covers "${facts["found"]}"`,
  "division-by-zero": (facts) => `${facts["text"]} divides by zero`,
  "currencies-differ": (facts) => `${facts["problem"]}`,
  "calculation-failed": (facts) => `${facts["problem"]}`,
  "position-unknown": (facts) => `${facts["name"]} has no position here`,
  "several-found": (facts) => `${facts["count"]} entries where only() expects one`,
  "out-of-range": (facts) => `${facts["problem"]}`,
} as const satisfies Readonly<Record<string, (facts: Readonly<Record<string, Value>>) => string>>;

export type FaultCode = keyof typeof SENTENCES;

/**
 * A value that could not be worked out. The record is refused with it: a failed condition is never false, and a failed
 * value never absent. `message` is a whole sentence; `span` is the part of the expression that failed.
 */
export class EvaluationFault extends Error {
  override readonly name = "EvaluationFault";
  readonly code: FaultCode;
  readonly span: Span;
  readonly facts: Readonly<Record<string, Value>>;

  constructor(code: FaultCode, span: Span, facts: Readonly<Record<string, Value>>) {
    super(SENTENCES[code](facts));
    this.code = code;
    this.span = span;
    this.facts = facts;
  }
}
