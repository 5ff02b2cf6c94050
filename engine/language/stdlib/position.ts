import { INTEGER } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { anything } from "./kinds.ts";

export const position: StandardFunction = {
  name: "position",
  signature: "position(row)",
  says: "The place of an entry in the list it comes from, counted from 1; takes the name given by `each` or `for`.",
  examples: [{ write: "first(position(n) for n in list(7, 8, 9) if n == 8)", gives: 2 }],
  takes: [{ name: "row", is: anything, absent: "taken" }],
  gives: () => INTEGER,
  special: "position",
  apply: () => undefined,
};
