import { DateFault } from "../../value/date.ts";
import { DecimalFault } from "../../value/decimal.ts";
import { ListFault } from "../../value/long-list.ts";
import { TextFault } from "../../value/long-text.ts";
import { MoneyFault } from "../../value/money.ts";
import type { Value } from "../../value/value.ts";
import { EvaluationFault } from "../types/fault.ts";
import type { Frame } from "../types/frame.ts";
import type { FunctionCall, Parameter, StandardFunction } from "../types/function.ts";
import type { TermOf } from "../types/term.ts";
import { present } from "../types/type-relations.ts";
import type { Compiler, Evaluate } from "./compiler.ts";

/** A call; an absent argument that passes through ends it before the function sees it. */
export function compileCall(compiler: Compiler, term: TermOf<"call">): Evaluate {
  const args = term.args.map((arg) => compiler.value(arg));
  const called = term.function;
  const call = callOf(compiler, term);
  const passes = term.args.map((_, index) => parameterAt(called, index)?.absent ?? "taken");
  if (called.clock) return guarded(compiler, term, (frame) => called.apply({ ...call, today: frame.world.today }));
  const [first] = args;
  if (args.length === 1 && first !== undefined && passes[0] === "passes") {
    return guarded(compiler, term, (frame) => {
      const value = first(frame);
      return value === undefined || value === null ? undefined : called.apply(call, value);
    });
  }
  const constant = term.args[1]?.op === "constant" ? term.args[1].value : undefined;
  if (args.length === 2 && first !== undefined && passes[0] === "passes" && isThere(constant)) {
    return guarded(compiler, term, (frame) => {
      const value = first(frame);
      return value === undefined || value === null ? undefined : called.apply(call, value, constant);
    });
  }
  return guarded(compiler, term, (frame) => applyAll(compiler, term, call, args, passes, frame));
}

function isThere(value: Value): boolean {
  return value !== undefined && value !== null;
}

function applyAll(
  compiler: Compiler,
  term: TermOf<"call">,
  call: FunctionCall,
  args: readonly Evaluate[],
  passes: readonly string[],
  frame: Frame,
): Value {
  const values: Value[] = [];
  for (let index = 0; index < args.length; index++) {
    const value = args[index]?.(frame);
    if (value === undefined || value === null) {
      if (passes[index] === "passes") return undefined;
      if (passes[index] === "refused") throw absentFault(compiler, term, index);
      values.push(undefined);
    } else values.push(value);
  }
  return term.function.apply(call, ...values);
}

function absentFault(compiler: Compiler, term: TermOf<"call">, index: number): EvaluationFault {
  const arg = term.args[index] ?? term;
  const text = compiler.text.text.slice(arg.start, arg.end);
  return new EvaluationFault("value-absent", compiler.span(arg), { text, need: `${term.function.name}()` });
}

/** What the function is given beside its arguments; its faults have the place of the call. */
export function callOf(compiler: Compiler, term: TermOf<"call">): FunctionCall {
  const span = compiler.span(term);
  const type = present(term.type);
  return {
    fault: (code, facts) => {
      throw new EvaluationFault(code, span, facts);
    },
    list: type.kind === "enum" ? type : undefined,
    today: "",
  };
}

const SAID = [DecimalFault, DateFault, TextFault, ListFault];

/** The value floor has faults of its own; here they get their place. */
function guarded(compiler: Compiler, term: TermOf<"call">, evaluate: Evaluate): Evaluate {
  return (frame) => {
    try {
      return evaluate(frame);
    } catch (error) {
      if (error instanceof MoneyFault)
        throw new EvaluationFault("currencies-differ", compiler.span(term), { problem: error.message });
      if (SAID.some((fault) => error instanceof fault))
        throw new EvaluationFault("calculation-failed", compiler.span(term), { problem: (error as Error).message });
      throw error;
    }
  };
}

/** What is declared of an argument; the last parameter may take all that follow. */
export function parameterAt(called: StandardFunction, index: number): Parameter | undefined {
  const last = called.takes.at(-1);
  return called.takes[index] ?? (last?.rest ? last : undefined);
}
