import { orderTest, sameness } from "../closures/comparison.ts";
import type { Comparison, TermOf } from "../types/term.ts";
import type { Writer } from "./writer.ts";

/** True or false. Two numbers are compared directly: doubles of at most 15 digits are in the order of their decimals. */
export function writeComparison(writer: Writer, term: TermOf<"compare">): string {
  const { sign } = term;
  if (sign === "==" || sign === "!=") return writeEquality(writer, term, sign === "==");
  const left = writer.held(term.left);
  const right = writer.held(term.right);
  const test = writer.source.capture(orderTest(writer.compiler, term, sign), "order");
  return (
    `(${left.set}, ${right.set}, typeof ${left.variable} === "number" && typeof ${right.variable} === "number" ` +
    `? ${left.variable} ${sign} ${right.variable} : ${test}(${left.variable}, ${right.variable}))`
  );
}

/** Absent equals nothing, not even absent. */
function writeEquality(writer: Writer, term: TermOf<"compare">, wanted: boolean): string {
  const { how } = term;
  if (how.by === "plain" && term.right.op === "constant") {
    const constant = writer.source.literal(term.right.value);
    return `(${writer.value(term.left)} ${wanted ? "===" : "!=="} ${constant})`;
  }
  const left = writer.held(term.left);
  const right = writer.held(term.right);
  const same = sameTest(writer, how, left.variable, right.variable);
  return `(${left.set}, ${right.set}, (${left.variable} !== undefined && ${right.variable} !== undefined && ${same}) === ${wanted})`;
}

function sameTest(writer: Writer, how: Comparison, left: string, right: string): string {
  if (how.by === "plain") return `${left} === ${right} && ${left} !== null`;
  return `${writer.source.capture(sameness(how), "same")}(${left}, ${right}, frame)`;
}

export function writeMember(writer: Writer, term: TermOf<"member">): string {
  const { items, how } = term;
  const of = writer.held(term.of);
  if ("op" in items) {
    const list = writer.held(items);
    const entry = writer.source.capture(entryTest(how), "among");
    return `(${of.set}, ${list.set}, ${of.variable} !== undefined && ${entry}(${of.variable}, ${list.variable}, frame))`;
  }
  const constants = items.flatMap((item) => (item.op === "constant" ? [item.value] : []));
  if (how.by === "plain" && constants.length === items.length) {
    const tests = constants.map((constant) => `${of.variable} === ${writer.source.literal(constant)}`);
    return `(${of.set}, ${tests.length === 0 ? "false" : tests.join(" || ")})`;
  }
  const tests = items.map((item) => {
    const other = writer.held(item);
    return `(${other.set} !== undefined && ${sameTest(writer, how, of.variable, other.variable)})`;
  });
  return `(${of.set} !== undefined && (${tests.length === 0 ? "false" : tests.join(" || ")}))`;
}

function entryTest(how: Comparison) {
  const same = sameness(how);
  return (value: Parameters<typeof same>[0], entries: unknown, frame: Parameters<typeof same>[2]): boolean =>
    Array.isArray(entries) && entries.some((entry) => entry !== undefined && same(value, entry, frame));
}
