import { isPresent } from "../../value/equality.ts";
import { limitedText } from "../../value/long-text.ts";
import type { Value } from "../../value/value.ts";
import type { StandardFunction } from "../types/function.ts";
import { TEXT } from "../types/type-relations.ts";
import { asText } from "./arguments.ts";
import { aText, printable } from "./kinds.ts";
import { printed } from "./printed.ts";

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
    { name: "parts", is: printable, absent: "taken", rest: "some", generator: "values" },
  ],
  gives: (types) => (types.length > 1 ? { kind: "optional", of: TEXT } : TEXT),
  apply: (call, separator, ...parts) => {
    const between = asText(separator, call);
    let text: string | undefined;
    for (const part of parts) text = joined(text, between, part);
    return text;
  },
};

export function joined(text: string | undefined, between: string, part: Value): string | undefined {
  if (typeof part === "string") {
    if (!isPresent(part)) return text;
    return text === undefined ? part : limitedText(text + between + part);
  }
  if (Array.isArray(part)) {
    // A list within a list is no part.
    let all = text;
    for (const item of part as readonly Value[])
      if (isPresent(item)) all = all === undefined ? printed(item) : limitedText(all + between + printed(item));
    return all;
  }
  if (!isPresent(part)) return text;
  return text === undefined ? printed(part) : limitedText(text + between + printed(part));
}
