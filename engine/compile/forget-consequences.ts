import type { Said } from "./compiled.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import { textOf } from "./text-of.ts";

/** One cause is said once: a value that was refused is missing further down as well. */
export function forgetConsequences(state: EvaluationState): void {
  const refused = state.said.some(({ code }) => !isStandard(code));
  const tooLong = new Set(state.said.filter(({ code }) => code === "text-too-long").map(fieldOf));
  const kept = state.said.filter((said) => {
    if (said.code === "required-missing") return !refused && !tooLong.has(fieldOf(said));
    return !refused || !said.code.startsWith("evaluation-");
  });
  state.said.splice(0, state.said.length, ...kept);
}

function isStandard(code: string): boolean {
  return code === "required-missing" || code === "text-too-long" || code.startsWith("evaluation-");
}

function fieldOf({ facts }: Said): string {
  return `${textOf(facts["field"])} ${textOf(facts["row"])}`;
}
