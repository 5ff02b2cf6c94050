import { startOfMonth as start } from "../../value/date.ts";
import { DATE } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aDate } from "./kinds.ts";
import { asText } from "./read.ts";

export const startOfMonth: StandardFunction = {
  name: "startOfMonth",
  signature: "startOfMonth(date)",
  says: "The first day of the date's month.",
  examples: [{ write: "startOfMonth(2026-02-27)", gives: "2026-02-01" }],
  takes: [{ name: "date", is: aDate, absent: "passes" }],
  gives: () => DATE,
  apply: (call, date) => start(asText(date, call)),
};
