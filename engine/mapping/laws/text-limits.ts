import type { Type } from "../../language/types/type.ts";
import { allCells } from "../tree/cells-of.ts";
import type { Cell } from "../tree/field-node.ts";
import { type Law, targetsOf } from "./law.ts";

/** A text that may be longer than its limit says what becomes of it. */
export const textLimits: Law = (integration, context) => {
  for (const { fields } of targetsOf(integration)) {
    for (const cell of allCells(fields)) {
      if (cell.limit === undefined) continue;
      const longest = longestOf(cell.value.type);
      if (longest === undefined) {
        if (cell.target.maxLength === undefined) context.report("limit-of-no-text", cell.span, { path: cell.path });
        continue;
      }
      if (longest <= cell.limit || cell.over !== undefined) continue;
      context.report("text-may-be-long", cell.valueSpan, {
        path: cell.path,
        limit: cell.limit,
        ...(longest === Infinity ? {} : { longest }),
        value: shortValue(cell),
      });
    }
  }
};

/** The value as it can stand in `{ }`; undefined where it cannot. */
function shortValue(cell: Cell): string | undefined {
  const text = cell.value.text.text.trim();
  return text.includes("\n") || text.length > 40 || /[,[\]{}?]| #/.test(text) ? undefined : text;
}

/** The longest text a value can be; undefined where it is no text. */
function longestOf(type: Type): number | undefined {
  if (type.kind === "optional" || type.kind === "list") return longestOf(type.of);
  if (type.kind === "table") return longestOf(type.value);
  if (type.kind !== "text") return undefined;
  return type.maxLength ?? Number.POSITIVE_INFINITY;
}
