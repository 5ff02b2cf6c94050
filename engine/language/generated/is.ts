import { TESTS_OF_TEXT } from "../closures/is.ts";
import { printed } from "../stdlib/printed.ts";
import type { TermOf } from "../types/term.ts";
import { presenceOf } from "./condition.ts";
import type { Writer } from "./writer.ts";

/** `is present` asks for content; the other tests hold neither way of what is absent. */
export function writeIs(writer: Writer, term: TermOf<"is">): string {
  const { what, not } = term;
  const { present, variable } = presenceOf(writer, term.of);
  if (what === "present" || what === "absent") return `(${present} === ${(what === "present") !== not})`;
  const { source } = writer;
  const test = `${source.capture(TESTS_OF_TEXT[what], "test")}(${source.capture(printed, "printed")}(${variable}))`;
  return `(${present} && ${test} === ${!not})`;
}
