import type { Type } from "../type.ts";
import { isNothing, join, listOf, present } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { anything, entryOf } from "./kinds.ts";
import { flat } from "./read.ts";

export const list: StandardFunction = {
  name: "list",
  signature: "list(entries…)",
  says: "A list of the entries; lists among them are joined into it, and what is absent is left out.",
  examples: [
    { write: "list(1, list(2, 3))", gives: [1, 2, 3] },
    { write: "list(n for n in list(1, 2, 3) if n > 1)", gives: [2, 3] },
    { write: "count(list())", gives: 0 },
  ],
  takes: [{ name: "entries", is: anything, absent: "taken", rest: true, generator: "values" }],
  gives: (types) => {
    const entries = types.filter((type) => !isNothing(type)).map((type) => present(entryOf(type)));
    return listOf(
      entries.reduce<Type>((one, other) => join(one, other) ?? { kind: "unknown" }, entries[0] ?? { kind: "fault" }),
    );
  },
  apply: (_, ...values) => flat(values),
};
