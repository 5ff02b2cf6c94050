import type { Typed } from "../../../../engine/language/check/check.ts";
import { compilerFor } from "../../../../engine/language/closures/compile.ts";
import type { Evaluate } from "../../../../engine/language/closures/compiler.ts";
import { GeneratedSource } from "../../../../engine/language/generated/generated-source.ts";
import { Routine } from "../../../../engine/language/generated/routine.ts";
import { TermWriter } from "../../../../engine/language/generated/term.ts";

/** An expression as generated code, and its text. */
export function written(typed: Typed, omit = "undefined"): { readonly evaluate: Evaluate; readonly text: string } {
  const source = new GeneratedSource();
  const routine = new Routine(source);
  const value = new TermWriter(routine, compilerFor(typed), new Map(), omit).value(typed.term);
  source.add(`function evaluate(frame) {\n${routine.head()}\nreturn ${value};\n}`);
  return { evaluate: source.run("evaluate") as Evaluate, text: source.text("evaluate") };
}
