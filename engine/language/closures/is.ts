import { dateOfDateTime, isDate } from "../../value/date.ts";
import { fromText, isInteger } from "../../value/decimal.ts";
import { isPresent } from "../../value/equality.ts";
import { isIbanText } from "../stdlib/iban.ts";
import { printed } from "../stdlib/read.ts";
import type { Frame } from "../types/frame.ts";
import type { Term, Test } from "../types/term.ts";
import { type Compiler, compileTerm } from "./term.ts";

/** `is present` asks for content; the other tests hold neither way of what is absent. */
export function compileIs(term: Extract<Term, { op: "is" }>, compiler: Compiler): (frame: Frame) => boolean {
  const of = compileTerm(term.of, compiler);
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
export const TESTS_OF_TEXT: Readonly<Record<Exclude<Test, "present" | "absent">, (text: string) => boolean>> = {
  integer: (text) => {
    const number = fromText(text.trim());
    return number !== undefined && isInteger(number);
  },
  decimal: (text) => fromText(text.trim().replace(/^([+-]?\d+),(\d+)$/, "$1.$2")) !== undefined,
  date: (text) => isDate(text.trim()) || dateOfDateTime(text.trim()) !== undefined,
  // What mail programs take for one address; the receiving system has the last word.
  email: (text) => /^[^\s@<>,;"]{1,64}@[^\s@<>,;".][^\s@<>,;"]*\.[^\s@<>,;".]{2,}$/.test(text.trim()),
  iban: isIbanText,
};
