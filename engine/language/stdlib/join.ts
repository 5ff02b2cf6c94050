import { isPresent } from "../../value/equality.ts";
import type { Value } from "../../value/value.ts";
import { TEXT } from "../type-relations.ts";
import type { StandardFunction } from "./function.ts";
import { aText, printable } from "./kinds.ts";
import { asText, printed } from "./read.ts";

export const join: StandardFunction = {
  name: "join",
  signature: "join(separator, parts…)",
  says: "The parts in one text with the separator between them; parts that are absent or blank are left out. Absent when none is left.",
  examples: [
    { write: 'join(" / ", "Ann", "", "Bo")', gives: "Ann / Bo" },
    { write: 'join(", ", n for n in list(1, 2))', gives: "1, 2" },
  ],
  takes: [
    { name: "separator", is: aText, absent: "refused" },
    { name: "parts", is: printable, absent: "taken", rest: true, generator: "values" },
  ],
  gives: (types) => (types.length > 1 ? { kind: "optional", of: TEXT } : TEXT),
  apply: (call, separator, ...parts) => {
    const between = asText(separator, call);
    let text: string | undefined;
    const take = (part: Value): void => {
      if (isPresent(part)) text = text === undefined ? printed(part) : text + between + printed(part);
    };
    for (const part of parts)
      if (Array.isArray(part)) for (const item of part as readonly Value[]) take(item);
      else take(part);
    return text;
  },
};
