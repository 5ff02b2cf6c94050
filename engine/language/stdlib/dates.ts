import {
  daysBetween as between,
  endOfMonth as end,
  addDays as plusDays,
  addMonths as plusMonths,
  startOfMonth as start,
} from "../../value/date.ts";
import type { StandardFunction } from "../types/function.ts";
import { DATE, INTEGER } from "../types/type-relations.ts";
import { asText, asWhole } from "./arguments.ts";
import { aDate, aWholeNumber } from "./kinds.ts";

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
  apply: (call, date, days) => plusDays(asText(date, call), asWhole(days, call)),
};

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
  apply: (call, date, months) => plusMonths(asText(date, call), asWhole(months, call)),
};

export const daysBetween: StandardFunction = {
  name: "daysBetween",
  signature: "daysBetween(from, to)",
  says: "How many days the second date is after the first; negative when it is before.",
  examples: [{ write: "daysBetween(2026-02-27, 2026-03-01)", gives: 2 }],
  takes: [
    { name: "from", is: aDate, absent: "passes" },
    { name: "to", is: aDate, absent: "passes" },
  ],
  gives: () => INTEGER,
  apply: (call, from, to) => between(asText(from, call), asText(to, call)),
};

export const startOfMonth: StandardFunction = {
  name: "startOfMonth",
  signature: "startOfMonth(date)",
  says: "The first day of the date's month.",
  examples: [{ write: "startOfMonth(2026-02-27)", gives: "2026-02-01" }],
  takes: [{ name: "date", is: aDate, absent: "passes" }],
  gives: () => DATE,
  apply: (call, date) => start(asText(date, call)),
};

export const endOfMonth: StandardFunction = {
  name: "endOfMonth",
  signature: "endOfMonth(date)",
  says: "The last day of the date's month.",
  examples: [{ write: "endOfMonth(2026-02-27)", gives: "2026-02-28" }],
  takes: [{ name: "date", is: aDate, absent: "passes" }],
  gives: () => DATE,
  apply: (call, date) => end(asText(date, call)),
};

export const today: StandardFunction = {
  name: "today",
  signature: "today()",
  says: "The calendar date in the company's time zone.",
  examples: [{ write: "today()", gives: "2026-02-27", given: { today: "2026-02-27" } }],
  takes: [],
  gives: () => DATE,
  clock: true,
  apply: (call) => call.today,
};
