import { countTurns } from "../../value/long-list.ts";
import type { GeneratorTerm } from "../types/term.ts";
import { Routine } from "./routine.ts";
import type { Writer } from "./writer.ts";

/** Calls the function for the entries of a generator, which puts each into the generator's slot and its position into the next. */
export function writeGenerator(writer: Writer, term: GeneratorTerm): string {
  const { slot } = term;
  const { source } = writer;
  const name = source.name("list");
  const routine = new Routine(source);
  const inner = writer.within(routine);
  const list = inner.value(term.list);
  routine.enterLoop(slot, "entry");
  const condition = term.condition === undefined ? "" : `if (!${inner.condition(term.condition)}) continue;\n`;
  const result = term.value.type.kind === "bool" ? inner.condition(term.value) : inner.value(term.value);
  const kept = term.by === undefined ? "result" : `[${inner.value(term.by)}, result]`;
  const loop =
    `const entry = entries[index];\nslots[${slot}] = entry;\nslots[${slot + 1}] = index + 1;\n` +
    `${routine.leaveLoop()}\n${condition}const result = ${result};\nresults.push(${kept});`;
  const count = source.capture(countTurns, "countTurns");
  source.add(
    `function ${name}(frame) {\n${routine.head()}\nconst entries = ${list};\nif (!Array.isArray(entries)) return [];\n${count}(frame, entries.length);\n` +
      `const results = [];\nfor (let index = 0; index < entries.length; index++) {\n${loop}\n}\nreturn results;\n}`,
  );
  return `${name}(frame)`;
}
