import { moneyText } from "../../value/money.ts";
import { Money, type Value } from "../../value/value.ts";
import { printed } from "../stdlib/printed.ts";
import type { TermOf } from "../types/term.ts";
import type { Compiler, Evaluate } from "./compiler.ts";

/** A text with holes; what is absent leaves its hole empty. */
export function compileTemplate(compiler: Compiler, term: TermOf<"template">): Evaluate {
  const parts = term.parts.map((part) => (typeof part === "string" ? part : compiler.value(part)));
  return (frame) => {
    let text = "";
    for (const part of parts) text += typeof part === "string" ? part : shown(part(frame));
    return text;
  };
}

/** In a text for people money shows its currency. */
export function shown(value: Value): string {
  return value instanceof Money ? moneyText(value) : printed(value);
}
