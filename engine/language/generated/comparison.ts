import { orderTest, sameness } from "../closures/comparison.ts";
import type { Comparison, Term } from "../types/term.ts";
import type { TermGenerator } from "./term.ts";

type CompareTerm = Extract<Term, { op: "compare" }>;

/** True or false. Two numbers are compared directly: doubles of at most 15 digits are in the order of their decimals. */
export function generateComparison(term: CompareTerm, within: TermGenerator): string {
  const { sign } = term;
  if (sign === "==" || sign === "!=") return generateEquality(term, within, sign === "==");
  const left = within.held(term.left);
  const right = within.held(term.right);
  const test = within.source.capture(orderTest(term, sign, within.compiler), "order");
  return (
    `(${left.set}, ${right.set}, typeof ${left.variable} === "number" && typeof ${right.variable} === "number" ` +
    `? ${left.variable} ${sign} ${right.variable} : ${test}(${left.variable}, ${right.variable}))`
  );
}

/** Absent equals nothing, not even absent. */
function generateEquality(term: CompareTerm, within: TermGenerator, wanted: boolean): string {
  const { how } = term;
  if (how.by === "plain" && term.right.op === "constant") {
    const constant = within.source.literal(term.right.value);
    return `(${within.value(term.left)} ${wanted ? "===" : "!=="} ${constant})`;
  }
  const left = within.held(term.left);
  const right = within.held(term.right);
  const same = sameTest(how, left.variable, right.variable, within);
  return `(${left.set}, ${right.set}, (${left.variable} !== undefined && ${right.variable} !== undefined && ${same}) === ${wanted})`;
}

function sameTest(how: Comparison, left: string, right: string, within: TermGenerator): string {
  if (how.by === "plain") return `${left} === ${right} && ${left} !== null`;
  return `${within.source.capture(sameness(how), "same")}(${left}, ${right}, frame)`;
}

export function generateMember(term: Extract<Term, { op: "member" }>, within: TermGenerator): string {
  const { items, how } = term;
  const of = within.held(term.of);
  if ("op" in items) {
    const list = within.held(items);
    const entry = within.source.capture(entryTest(how), "among");
    return `(${of.set}, ${list.set}, ${of.variable} !== undefined && ${entry}(${of.variable}, ${list.variable}, frame))`;
  }
  const constants = items.flatMap((item) => (item.op === "constant" ? [item.value] : []));
  if (how.by === "plain" && constants.length === items.length) {
    const tests = constants.map((constant) => `${of.variable} === ${within.source.literal(constant)}`);
    return `(${of.set}, ${tests.length === 0 ? "false" : tests.join(" || ")})`;
  }
  const tests = items.map((item) => {
    const other = within.held(item);
    return `(${other.set} !== undefined && ${sameTest(how, of.variable, other.variable, within)})`;
  });
  return `(${of.set} !== undefined && (${tests.length === 0 ? "false" : tests.join(" || ")}))`;
}

function entryTest(how: Comparison) {
  const same = sameness(how);
  return (value: Parameters<typeof same>[0], entries: unknown, frame: Parameters<typeof same>[2]): boolean =>
    Array.isArray(entries) && entries.some((entry) => entry !== undefined && same(value, entry, frame));
}
