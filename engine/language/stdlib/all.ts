import { BOOL } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { conditions } from "./kinds.ts";

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
