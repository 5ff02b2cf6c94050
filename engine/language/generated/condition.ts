import { isPresent } from "../../value/equality.ts";
import { holds } from "../closures/condition.ts";
import type { Term, TermOf } from "../types/term.ts";
import type { Writer } from "./writer.ts";

export function writeAnd(writer: Writer, term: TermOf<"and">): string {
  return `(${writer.condition(term.left)} && ${writer.condition(term.right)})`;
}

export function writeOr(writer: Writer, term: TermOf<"or">): string {
  return `(${writer.condition(term.left)} || ${writer.condition(term.right)})`;
}

export function writeNot(writer: Writer, term: TermOf<"not">): string {
  return `!${writer.condition(term.of)}`;
}

export function writePresence(writer: Writer, term: TermOf<"presence">): string {
  if (term.of.type.kind !== "unknown") return presenceOf(writer, term.of).present;
  return `${writer.source.capture(holds, "holds")}(${writer.value(term.of)})`;
}

/** An expression for whether the term's value has any content, and the variable that it leaves the value in. */
export function presenceOf(writer: Writer, of: Term): { readonly present: string; readonly variable: string } {
  const { set, variable } = writer.held(of);
  return { present: `${writer.source.capture(isPresent, "isPresent")}(${set})`, variable };
}

export function writeMatches(writer: Writer, term: TermOf<"matches">): string {
  const { set, variable } = writer.held(term.of);
  return `(typeof ${set} === "string" && ${writer.source.capture(term.pattern, "pattern")}.test(${variable}))`;
}
