import { limitedText, TextFault } from "../../value/long-text.ts";
import { moneyText } from "../../value/money.ts";
import { Money, type Value } from "../../value/value.ts";
import { printed } from "../stdlib/printed.ts";
import { EvaluationFault } from "../types/fault.ts";
import type { TermOf } from "../types/term.ts";
import type { Compiler, Evaluate } from "./compiler.ts";

/** A text with holes; what is absent leaves its hole empty. */
export function compileTemplate(compiler: Compiler, term: TermOf<"template">): Evaluate {
  const parts = term.parts.map((part) => (typeof part === "string" ? part : compiler.value(part)));
  return (frame) => {
    let text = "";
    for (const part of parts) text += typeof part === "string" ? part : shown(part(frame));
    try {
      return limitedText(text);
    } catch (error) {
      if (!(error instanceof TextFault)) throw error;
      throw new EvaluationFault("calculation-failed", compiler.span(term), { problem: error.message });
    }
  };
}

/** In a text for people money shows its currency. */
export function shown(value: Value): string {
  return value instanceof Money ? moneyText(value) : printed(value);
}
