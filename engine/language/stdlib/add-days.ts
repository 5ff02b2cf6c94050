import { addDays as add } from "../../value/date.ts";
import { DATE } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aDate, aWholeNumber } from "./kinds.ts";
import { asText, asWhole } from "./read.ts";

export const addDays: StandardFunction = {
  name: "addDays",
  signature: "addDays(date, days)",
  says: "The date so many days later, or earlier when the number is negative.",
  examples: [{ write: "addDays(2026-02-27, 2)", gives: "2026-03-01" }],
  takes: [
    { name: "date", is: aDate, absent: "passes" },
    { name: "days", is: aWholeNumber, absent: "refused" },
  ],
  gives: () => DATE,
  apply: (call, date, days) => add(asText(date, call), asWhole(days, call)),
};
