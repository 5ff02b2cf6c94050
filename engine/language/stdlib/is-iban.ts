import { isIbanText } from "../iban.ts";
import { BOOL } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
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
