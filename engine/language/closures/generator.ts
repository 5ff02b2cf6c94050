import type { Value } from "../../value/value.ts";
import type { Term } from "../types/term.ts";
import type { Evaluate } from "./compile.ts";
import { type Compiler, compileCondition, compileTerm } from "./term.ts";

/** Puts each entry into the generator's slot, and its position into the next. */
export function compileGenerator(term: Extract<Term, { op: "generator" }>, compiler: Compiler): Evaluate {
  const { slot } = term;
  const list = compileTerm(term.list, compiler);
  const condition = term.condition === undefined ? undefined : compileCondition(term.condition, compiler);
  const value =
    term.value.type.kind === "bool" ? compileCondition(term.value, compiler) : compileTerm(term.value, compiler);
  const by = term.by === undefined ? undefined : compileTerm(term.by, compiler);
  return (frame) => {
    const entries = list(frame);
    if (!Array.isArray(entries)) return [];
    const { slots } = frame;
    const results: Value[] = [];
    for (let index = 0; index < entries.length; index++) {
      slots[slot] = entries[index] as Value;
      slots[slot + 1] = index + 1;
      if (condition !== undefined && !condition(frame)) continue;
      const result = value(frame);
      results.push(by === undefined ? result : [by(frame), result]);
    }
    return results;
  };
}
