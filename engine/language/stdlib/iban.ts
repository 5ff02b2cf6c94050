import type { StandardFunction } from "../types/function.ts";
import { BOOL } from "../types/type-relations.ts";
import { aText } from "./kinds.ts";

export const isIban: StandardFunction = {
  name: "isIban",
  signature: "isIban(text)",
  says: "Whether the text is an IBAN with the right check digits; spaces do not matter. The same as `is iban`.",
  examples: [
    { write: 'isIban("FI21 1234 5600 0007 85")', gives: true },
    { write: 'isIban("FI2112345600000786")', gives: false },
  ],
  takes: [{ name: "text", is: aText, absent: "taken" }],
  gives: () => BOOL,
  apply: (_, text) => typeof text === "string" && isIbanText(text),
};

/** By ISO 13616: country, check digits, at most 34 characters, and a remainder of 1. Spaces do not matter. */
export function isIbanText(text: string): boolean {
  const plain = text.replace(/\s/g, "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(plain)) return false;
  let rest = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
