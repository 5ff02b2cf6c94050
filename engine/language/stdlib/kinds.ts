import type { Kind } from "../types/function.ts";
import type { Type } from "../types/type.ts";
import { DATE, DECIMAL, INTEGER, isNumber, isOpenEnded, present, TEXT } from "../types/type-relations.ts";

/** What the parameters of the standard functions take. */
export const anything: Kind = { expects: "any value", accepts: () => true };
export const aText: Kind = {
  expects: "a text",
  type: TEXT,
  accepts: (type) => type.kind === "text" || type.kind === "enum",
};
/** What signs: it goes into a sum, from which nobody reads it back. */
export const aKey: Kind = {
  expects: "a text or a secret",
  type: TEXT,
  accepts: (type) => type.kind === "secret" || aText.accepts(type),
};
export const aWholeNumber: Kind = { expects: "a whole number", type: INTEGER, accepts: (type) => type.kind === "int" };
export const aNumber: Kind = { expects: "a number", type: DECIMAL, accepts: isNumber };
export const anAmount: Kind = {
  expects: "a number or an amount of money",
  accepts: (type) => isNumber(type) || type.kind === "money",
};
export const aDate: Kind = { expects: "a date", type: DATE, accepts: (type) => type.kind === "date" };
export const aFile: Kind = { expects: "a file", accepts: (type) => type.kind === "file" };
export const files: Kind = {
  expects: "files",
  accepts: (type) =>
    type.kind === "file" || (type.kind === "list" && (type.of.kind === "file" || isOpenEnded(type.of))),
};
export const aList: Kind = { expects: "a list", accepts: (type) => type.kind === "list" };
export const conditions: Kind = {
  expects: "conditions",
  accepts: (type) => type.kind === "list" && (type.of.kind === "bool" || isOpenEnded(type.of)),
};
export const numbersOrMoney: Kind = {
  expects: "a list of numbers or amounts of money",
  accepts: (type) => type.kind === "list" && (anAmount.accepts(type.of) || isOpenEnded(type.of)),
};
/** Ordered things, one by one or as a list. */
export const ordered: Kind = {
  expects: "numbers, amounts of money or dates",
  accepts: (type) => isOrdered(type.kind === "list" ? present(type.of) : type),
};
/** Texts, numbers and words, one by one or as a list. */
export const printable: Kind = {
  expects: "texts, words or numbers",
  type: TEXT,
  accepts: (type) => isPrintable(type.kind === "list" ? present(type.of) : type),
};
/** What text() makes a text of. */
export const aPrintable: Kind = { expects: "a text, a word, a number, a date or true or false", accepts: isPrintable };

function isOrdered(type: Type): boolean {
  return (
    isNumber(type) || type.kind === "money" || type.kind === "date" || type.kind === "datetime" || isOpenEnded(type)
  );
}

function isPrintable(type: Type): boolean {
  return (
    isNumber(type) || ["text", "enum", "word", "date", "datetime", "bool"].includes(type.kind) || isOpenEnded(type)
  );
}

/** The entries' type of a list, or the type itself. */
export function entryOf(type: Type | undefined): Type {
  if (type === undefined) return { kind: "fault" };
  return type.kind === "list" ? type.of : type;
}
