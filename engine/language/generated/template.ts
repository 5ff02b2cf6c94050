import { limitedText } from "../../value/long-text.ts";
import { shown } from "../closures/template.ts";
import type { TermOf } from "../types/term.ts";
import type { Writer } from "./writer.ts";

/** A text with holes; what is absent leaves its hole empty. */
export function writeTemplate(writer: Writer, term: TermOf<"template">): string {
  const parts = term.parts.map((part) =>
    typeof part === "string" ? JSON.stringify(part) : `${writer.source.capture(shown, "shown")}(${writer.value(part)})`,
  );
  return `${writer.source.capture(limitedText, "limited")}(${['""', ...parts].join(" + ")})`;
}
