import type { Value } from "../../value/value.ts";
import type { Typed } from "../check/check.ts";
import type { Compiler, Evaluate } from "./compiler.ts";
import { TermCompiler } from "./term.ts";

interface CompileOptions {
  /** Reads and branches go to `frame.trace`. Slower: the fast path has none of it. */
  readonly trace?: boolean;
  /** What `omit` gives, so that a caller can tell it from absent. By default both are undefined. `empty` gives null. */
  readonly omit?: Value;
}

/** Makes a closure of a checked expression. An expression with a hole must not be run; evaluating it throws. */
export function compileExpression(typed: Typed, options: CompileOptions = {}): Evaluate {
  return compilerFor(typed, options).value(typed.term);
}

/** How the terms of an expression are compiled where it stands. */
export function compilerFor(typed: Pick<Typed, "text">, options: CompileOptions = {}): Compiler {
  return new TermCompiler(typed.text, options.trace ?? false, options.omit);
}
