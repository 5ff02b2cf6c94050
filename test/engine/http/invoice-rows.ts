import type { RecordValue } from "../../../engine/value/value.ts";

export const invoice = (number: number): RecordValue => ({
  guid: `i${number}`,
  number,
  createdDateTime: `2026-02-${String((number % 28) + 1).padStart(2, "0")}T08:00:00Z`,
});
