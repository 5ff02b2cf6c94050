import { endOfMonth as end } from "../../value/date.ts";
import { DATE } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aDate } from "./kinds.ts";
import { asText } from "./read.ts";

export const endOfMonth: StandardFunction = {
  name: "endOfMonth",
  signature: "endOfMonth(date)",
  says: "The last day of the date's month.",
  examples: [{ write: "endOfMonth(2026-02-27)", gives: "2026-02-28" }],
  takes: [{ name: "date", is: aDate, absent: "passes" }],
  gives: () => DATE,
  apply: (call, date) => end(asText(date, call)),
};
