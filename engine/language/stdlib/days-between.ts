import { daysBetween as between } from "../../value/date.ts";
import { INTEGER } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aDate } from "./kinds.ts";
import { asText } from "./read.ts";

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
