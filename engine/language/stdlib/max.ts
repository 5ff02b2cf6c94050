import { extreme } from "./extreme.ts";

export const max = extreme(
  "max",
  1,
  "The greatest of the entries, leaving out those that are absent; absent when there is none.",
  [
    { write: "max(3, 7, 5)", gives: 7 },
    { write: "max(list(2026-01-31, 2026-02-01))", gives: "2026-02-01" },
  ],
);
