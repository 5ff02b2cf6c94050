import type { TermOf } from "../types/term.ts";
import { Routine } from "./routine.ts";
import type { Writer } from "./writer.ts";

/** Calls the function for a `let`, which keeps its value until the scope is reset. */
export function writeLazy(writer: Writer, term: TermOf<"lazy">): string {
  const { entry } = term;
  if (entry.defined === undefined) return writer.closure(term);
  const there = writer.functions.get(entry);
  if (there !== undefined) return `${there}(frame)`;
  const { source } = writer;
  const { slot, defined } = entry;
  const name = source.name("lazy");
  writer.functions.set(entry, name);
  const routine = new Routine(source);
  const value = writer.within(routine, defined.text).value(defined.term);
  source.add(
    `function ${name}(frame) {\nif (frame.slots[${slot + 1}] === true) return frame.slots[${slot}];\n` +
      `${routine.head()}\nconst value = ${value};\nslots[${slot}] = value;\nslots[${slot + 1}] = true;\nreturn value;\n}`,
  );
  return `${name}(frame)`;
}
