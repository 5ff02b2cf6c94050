import { BOOL } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
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
