import type { Evaluate } from "../language/closures/compiler.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { Frame } from "../language/types/frame.ts";
import type { Saying } from "../mapping/tree/level.ts";
import type { MessagePart, MessageText } from "../mapping/tree/typed-integration.ts";
import type { Span } from "../source/span.ts";
import { toText } from "../value/decimal.ts";
import { moneyText } from "../value/money.ts";
import { FileValue, Money, type Value } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import type { Said } from "./compiled.ts";

export type Messages = ReadonlyMap<string, MessageText>;
export type Speak = (frame: Frame) => Said;

/** Makes the message of a `say`: its facts are worked out when it is said. */
export function compileSaying(saying: Saying, messages: Messages): Speak {
  const facts = saying.facts.map(({ name, value }): [string, Evaluate] => [name, compileBranching(value)]);
  const message = messages.get(saying.code);
  return (frame) => {
    const values: Record<string, Value> = {};
    for (const [name, evaluate] of facts) values[name] = factOf(evaluate, frame);
    return saidOf(saying.code, message, values, saying.span);
  };
}

/** A fact that cannot be worked out must not hide what is to be said. */
function factOf(evaluate: Evaluate, frame: Frame): Value {
  try {
    return evaluate(frame);
  } catch (fault) {
    if (fault instanceof EvaluationFault) return undefined;
    throw fault;
  }
}

export function saidOf(
  code: string,
  message: MessageText | undefined,
  facts: Readonly<Record<string, Value>>,
  span: Span,
): Said {
  const advice = message === undefined || message.advice.length === 0 ? undefined : fill(message.advice, facts);
  return { code, text: message === undefined ? code : fill(message.text, facts), advice, facts, span };
}

export function fill(parts: readonly MessagePart[], facts: Readonly<Record<string, Value>>): string {
  return parts.map((part) => (typeof part === "string" ? part : textOf(facts[part.fact]))).join("");
}

/** A value as people read it; `–` stands for nothing. */
export function textOf(value: Value): string {
  if (value === undefined || value === null || value === "") return "–";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value instanceof Money) return moneyText(value);
  if (value instanceof FileValue) return value.name;
  if (typeof value === "number") return toText(value);
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return "toText" in value || Object.getPrototypeOf(value) !== Object.prototype
    ? String(value)
    : namedRecord(value as Readonly<Record<string, Value>>);
}

function namedRecord(record: Readonly<Record<string, Value>>): string {
  for (const field of ["name", "code", "number", "guid", "id"])
    if (record[field] !== undefined && record[field] !== null) return textOf(record[field]);
  return JSON.stringify(record);
}

/** A record is refused with what could not be worked out. */
export function saidOfFault(fault: EvaluationFault): Said {
  return {
    code: `evaluation-${fault.code}`,
    text: capital(fault.message),
    advice: "Correct the value in the source system; if it is right there, the rule of the mapping does not expect it.",
    facts: fault.facts,
    span: fault.span,
  };
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A message of the engine's own, with its advice. */
export function standardSaid(
  code: string,
  text: string,
  advice: string | undefined,
  facts: Readonly<Record<string, Value>>,
  span: Span,
): Said {
  return { code, text, advice, facts, span };
}
