import type { TermOf } from "../types/term.ts";
import { presenceOf } from "./condition.ts";
import type { Writer } from "./writer.ts";

export function writeCoalesce(writer: Writer, term: TermOf<"coalesce">): string {
  const { present, variable } = presenceOf(writer.inside(), term.left);
  return `(${present} ? ${variable} : ${writer.value(term.right)})`;
}

export function writeConditional(writer: Writer, term: TermOf<"conditional">): string {
  return `(${writer.condition(term.condition)} ? ${writer.value(term.value)} : ${writer.value(term.otherwise)})`;
}

export function writeMatch(writer: Writer, term: TermOf<"match">): string {
  const { source } = writer;
  const { set, variable } = writer.inside().held(term.subject);
  let cases = "";
  let rest: string | undefined;
  for (const arm of term.arms) {
    if (arm.values === undefined) {
      // The first arm for a value counts, and none after the rest.
      rest = writer.value(arm.value);
      break;
    }
    const tests = arm.values.map((value) => `${variable} === ${source.literal(value)}`);
    if (tests.length > 0) cases += `${tests.join(" || ")} ? ${writer.value(arm.value)} : `;
  }
  rest ??= `${variable} === undefined || ${variable} === null ? undefined : ${source.giveUp()}`;
  return `(${set}, ${cases}${rest})`;
}
