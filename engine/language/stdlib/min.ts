import { extreme } from "./extreme.ts";

export const min = extreme(
  "min",
  -1,
  "The least of the entries, leaving out those that are absent; absent when there is none.",
  [{ write: "min(3, 7, 5)", gives: 3 }],
);
