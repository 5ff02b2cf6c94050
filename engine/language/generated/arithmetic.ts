import { DECIMAL_WORK, negateValue, workOf } from "../closures/arithmetic.ts";
import type { TermOf } from "../types/term.ts";
import type { Writer } from "./writer.ts";

/** Two numbers are reckoned with directly; money and what is no number go the way of the closures. */
export function writeArithmetic(writer: Writer, term: TermOf<"arithmetic">): string {
  const { source } = writer;
  const left = writer.held(term.left);
  const right = writer.held(term.right);
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

export function writeNegation(writer: Writer, term: TermOf<"negate">): string {
  const of = writer.held(term.of);
  const negated = writer.routine.temporary();
  const negate = writer.source.capture(negateValue, "negate");
  return (
    `(typeof ${of.set} === "number" && Number.isFinite(${of.variable}) ? 0 - ${of.variable} : ` +
    `(${negated} = ${negate}(${of.variable})) === undefined ? ${writer.source.giveUp()} : ${negated})`
  );
}
