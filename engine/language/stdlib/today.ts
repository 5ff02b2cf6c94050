import { DATE } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";

export const today: StandardFunction = {
  name: "today",
  signature: "today()",
  says: "The calendar date in the company's time zone.",
  examples: [],
  takes: [],
  gives: () => DATE,
  clock: true,
  apply: (call) => call.today,
};
