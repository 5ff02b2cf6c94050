import { countTurns } from "../../value/long-list.ts";
import type { Value } from "../../value/value.ts";
import type { GeneratorTerm } from "../types/term.ts";
import type { Compiler, Evaluate } from "./compiler.ts";

/** Puts each entry into the generator's slot, and its position into the next. */
export function compileGenerator(compiler: Compiler, term: GeneratorTerm): Evaluate {
  const { slot } = term;
  const list = compiler.value(term.list);
  const condition = term.condition === undefined ? undefined : compiler.condition(term.condition);
  const value = term.value.type.kind === "bool" ? compiler.condition(term.value) : compiler.value(term.value);
  const by = term.by === undefined ? undefined : compiler.value(term.by);
  return (frame) => {
    const entries = list(frame);
    if (!Array.isArray(entries)) return [];
    countTurns(frame, entries.length);
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
