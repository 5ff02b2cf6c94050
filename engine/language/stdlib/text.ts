import { TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aPrintable } from "./kinds.ts";
import { printed } from "./read.ts";

export const text: StandardFunction = {
  name: "text",
  signature: "text(value)",
  says: "The value as a text: a number in plain digits without superfluous zeros, a date as 2026-01-31.",
  examples: [
    { write: "text(5001)", gives: "5001" },
    { write: "text(12.50)", gives: "12.5" },
    { write: "text(2026-01-31)", gives: "2026-01-31" },
  ],
  takes: [{ name: "value", is: aPrintable, absent: "passes" }],
  gives: ([type = TEXT]) =>
    type.kind === "text" ? type : type.kind === "int" ? { kind: "text", maxLength: 20 } : TEXT,
  apply: (_, value) => printed(value),
};
