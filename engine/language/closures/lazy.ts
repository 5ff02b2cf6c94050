import type { Span } from "../../source/span.ts";
import type { Value } from "../../value/value.ts";
import type { Trace } from "../types/frame.ts";
import type { LazyName } from "../types/scope.ts";
import type { TermOf } from "../types/term.ts";
import type { Compiler, Evaluate } from "./compiler.ts";

/** A `let` keeps its value until the scope is reset. While tracing, each cell that uses it shows what it reads. */
export function compileLazy(compiler: Compiler, { entry }: TermOf<"lazy">): Evaluate {
  const { slot, defined } = entry;
  const evaluate = evaluateOf(entry, compiler);
  if (compiler.trace && defined !== undefined) return traced(entry, evaluate);
  return (frame) => {
    const { slots } = frame;
    if (slots[slot + 1] === true) return slots[slot];
    const value = evaluate(frame);
    slots[slot] = value;
    slots[slot + 1] = true;
    return value;
  };
}

/** What the names of an evaluation noted when they were worked out; by the slots of its frame. */
const notes = new WeakMap<Value[], Map<LazyName, Notes>>();

/** Worked out once as well, since each name may use the one before it twice; what was noted then is told again. */
function traced(entry: LazyName, evaluate: Evaluate): Evaluate {
  const { slot } = entry;
  return (frame) => {
    const { slots, world, trace } = frame;
    if (trace === undefined) return evaluate(frame);
    const known = notes.get(slots) ?? new Map<LazyName, Notes>();
    notes.set(slots, known);
    if (slots[slot + 1] === true) {
      known.get(entry)?.tell(trace);
      return slots[slot];
    }
    const noted = new Notes();
    known.set(entry, noted);
    try {
      const value = evaluate({ slots, world, trace: noted });
      slots[slot] = value;
      slots[slot + 1] = true;
      return value;
    } finally {
      noted.tell(trace);
    }
  };
}

class Notes implements Trace {
  readonly #reads = new Map<string, Value>();
  readonly #branches = new Set<Span>();

  read(path: string, value: Value): void {
    if (!this.#reads.has(path)) this.#reads.set(path, value);
  }

  branch(span: Span): void {
    this.#branches.add(span);
  }

  tell(trace: Trace): void {
    for (const [path, value] of this.#reads) trace.read(path, value);
    for (const span of this.#branches) trace.branch(span);
  }
}

/** Compiled once for all that read the name. */
function evaluateOf(entry: LazyName, compiler: Compiler): Evaluate {
  const { name, defined } = entry;
  const known = compiler.trace ? entry.evaluateTraced : entry.evaluate;
  if (known !== undefined) return known;
  if (defined === undefined) throw new Error(`${name} has nothing to evaluate`);
  const evaluate = compiler.elsewhere(defined.text).value(defined.term);
  if (compiler.trace) entry.evaluateTraced = evaluate;
  else entry.evaluate = evaluate;
  return evaluate;
}
