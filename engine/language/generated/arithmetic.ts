import { DECIMAL_WORK, negateValue, workOf } from "../closures/arithmetic.ts";
import type { Term } from "../types/term.ts";
import type { TermGenerator } from "./term.ts";

/** Two numbers are reckoned with directly; money and what is no number go the way of the closures. */
export function generateArithmetic(term: Extract<Term, { op: "arithmetic" }>, within: TermGenerator): string {
  const { source } = within;
  const left = within.held(term.left);
  const right = within.held(term.right);
  const work = `${source.capture(workOf(term), "work")}(${left.variable}, ${right.variable})`;
  const plain = term.with === "numbers" ? DECIMAL_WORK[term.sign] : undefined;
  if (plain === undefined) return `(${left.set}, ${right.set}, ${work})`;
  const divides = term.sign === "/" ? ` && ${right.variable} !== 0` : "";
  const reckoned = `${source.capture(plain, "reckon")}(${left.variable}, ${right.variable})`;
  // Both are worked out before either is looked at.
  return (
    `(${left.set}, ${right.set}, typeof ${left.variable} === "number" && typeof ${right.variable} === "number"${divides} ` +
    `? ${reckoned} : ${work})`
  );
}

export function generateNegation(term: Extract<Term, { op: "negate" }>, within: TermGenerator): string {
  const of = within.held(term.of);
  const negated = within.routine.temporary();
  const negate = within.source.capture(negateValue, "negate");
  return (
    `(typeof ${of.set} === "number" && Number.isFinite(${of.variable}) ? 0 - ${of.variable} : ` +
    `(${negated} = ${negate}(${of.variable})) === undefined ? ${within.source.giveUp()} : ${negated})`
  );
}
