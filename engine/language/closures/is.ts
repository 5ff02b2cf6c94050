import { dateOfDateTime, isDate } from "../../value/date.ts";
import { isPresent } from "../../value/equality.ts";
import { decimalIn, wholeNumberIn } from "../stdlib/conversions.ts";
import { isIbanText } from "../stdlib/iban.ts";
import { printed } from "../stdlib/printed.ts";
import type { IsTest, TermOf } from "../types/term.ts";
import type { Compiler, Decide } from "./compiler.ts";

/** `is present` asks for content; the other tests hold neither way of what is absent. */
export function compileIs(compiler: Compiler, term: TermOf<"is">): Decide {
  const of = compiler.value(term.of);
  const { not } = term;
  if (term.what === "present" || term.what === "absent") {
    const wanted = (term.what === "present") !== not;
    return (frame) => isPresent(of(frame)) === wanted;
  }
  const test = TESTS_OF_TEXT[term.what];
  return (frame) => {
    const value = of(frame);
    return isPresent(value) && test(printed(value)) !== not;
  };
}

/** The tests that look at the text of a value that is there. */
export const TESTS_OF_TEXT: Readonly<Record<Exclude<IsTest, "present" | "absent">, (text: string) => boolean>> = {
  integer: (text) => wholeNumberIn(text) !== undefined,
  decimal: (text) => decimalIn(text) !== undefined,
  date: (text) => isDate(text.trim()) || dateOfDateTime(text.trim()) !== undefined,
  // What mail programs take for one address; the receiving system has the last word.
  email: (text) => /^[^\s@<>,;"]{1,64}@[^\s@<>,;".][^\s@<>,;"]*\.[^\s@<>,;".]{2,}$/.test(text.trim()),
  iban: isIbanText,
};
