import { addMonths as add } from "../../value/date.ts";
import { DATE } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aDate, aWholeNumber } from "./kinds.ts";
import { asText, asWhole } from "./read.ts";

export const addMonths: StandardFunction = {
  name: "addMonths",
  signature: "addMonths(date, months)",
  says: "The same day so many months later, or that month's last day.",
  examples: [{ write: "addMonths(2026-01-31, 1)", gives: "2026-02-28" }],
  takes: [
    { name: "date", is: aDate, absent: "passes" },
    { name: "months", is: aWholeNumber, absent: "refused" },
  ],
  gives: () => DATE,
  apply: (call, date, months) => add(asText(date, call), asWhole(months, call)),
};
