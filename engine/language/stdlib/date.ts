import { dateOfDateTime } from "../../value/date.ts";
import { DATE } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { printed } from "./read.ts";

export const date: StandardFunction = {
  name: "date",
  signature: "date(text)",
  says: "The calendar date of a text or of a date with a time, by its own clock; refuses the record when there is none.",
  examples: [
    { write: 'date("2026-01-31")', gives: "2026-01-31" },
    { write: 'date("2026-01-31T23:30:00+02:00")', gives: "2026-01-31" },
  ],
  takes: [
    {
      name: "text",
      is: {
        expects: "a text, a date or a date with a time",
        accepts: (type) => ["text", "date", "datetime"].includes(type.kind),
      },
      absent: "passes",
    },
  ],
  gives: () => DATE,
  apply: (call, value) => dateOfDateTime(printed(value).trim()) ?? call.fault("not-date", { found: printed(value) }),
};
