import type { Evaluate } from "../language/closures/compiler.ts";
import type { EvaluationFault } from "../language/types/fault.ts";
import type { Frame } from "../language/types/frame.ts";
import type { Saying } from "../mapping/tree/level.ts";
import type { MessagePart, MessageText } from "../mapping/tree/typed-integration.ts";
import type { Span } from "../source/span.ts";
import type { Value } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import type { Said } from "./compiled.ts";
import { orNothing } from "./or-nothing.ts";
import { textOf } from "./text-of.ts";

export type Messages = ReadonlyMap<string, MessageText>;
export type Speak = (frame: Frame) => Said;

/** Makes the message of a `say`: its facts are worked out when it is said, and one that cannot be hides nothing. */
export function compileSaying(saying: Saying, messages: Messages): Speak {
  const facts = saying.facts.map(({ name, value }): [string, Evaluate] => [name, compileBranching(value)]);
  const message = messages.get(saying.code);
  return (frame) => {
    const values: Record<string, Value> = {};
    for (const [name, evaluate] of facts) values[name] = orNothing(() => evaluate(frame));
    return saidOf(saying.code, message, values, saying.span);
  };
}

/** A message with its facts filled in; its code stands for a message that is not there. */
export function saidOf(
  code: string,
  message: MessageText | undefined,
  facts: Readonly<Record<string, Value>>,
  span: Span,
): Said {
  const advice = message === undefined || message.advice.length === 0 ? undefined : fill(message.advice, facts);
  return { code, text: message === undefined ? code : fill(message.text, facts), advice, facts, span };
}

/** The text of a message, with its holes filled. */
export function fill(parts: readonly MessagePart[], facts: Readonly<Record<string, Value>>): string {
  return parts.map((part) => (typeof part === "string" ? part : textOf(facts[part.fact]))).join("");
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
