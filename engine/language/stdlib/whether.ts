import type { StandardFunction } from "../types/function.ts";
import { BOOL } from "../types/type-relations.ts";
import { conditions } from "./kinds.ts";

export const any: StandardFunction = {
  name: "any",
  signature: "any(condition for name in list)",
  says: "Whether the condition holds of at least one entry.",
  examples: [
    { write: "any(n > 2 for n in list(1, 2, 3))", gives: true },
    { write: "any(n > 3 for n in list(1, 2, 3))", gives: false },
  ],
  takes: [{ name: "list", is: conditions, absent: "taken", generator: "conditions" }],
  gives: () => BOOL,
  apply: (_, list) => Array.isArray(list) && list.includes(true),
};

export const all: StandardFunction = {
  name: "all",
  signature: "all(condition for name in list)",
  says: "Whether the condition holds of every entry; true when there is none.",
  examples: [
    { write: "all(n > 0 for n in list(1, 2, 3))", gives: true },
    { write: "all(n > 1 for n in list(1, 2, 3))", gives: false },
  ],
  takes: [{ name: "list", is: conditions, absent: "taken", generator: "conditions" }],
  gives: () => BOOL,
  apply: (_, list) => !Array.isArray(list) || list.every((value) => value === true),
};
