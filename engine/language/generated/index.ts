import type { Value } from "../../value/value.ts";
import { keyOf } from "../closures/paths.ts";
import type { Term } from "../types/term.ts";
import type { GeneratedSource } from "./generated-source.ts";
import type { TermGenerator } from "./term.ts";

/** So many rows are sooner compared one after the other than looked up. */
const FEW_ROWS = 8;

/** `table[key]`: absent where the table has no such row of its own. */
export function generateIndex(term: Extract<Term, { op: "index" }>, within: TermGenerator): string {
  const { source } = within;
  const { set, variable } = within.held(term.index);
  const key = within.routine.temporary();
  const identity = term.identity === undefined ? "undefined" : source.capture(term.identity, "field");
  const other = `${source.capture(keyOf, "keyOf")}(${variable}, ${identity}, frame)`;
  const asked = `(${key} = typeof ${set} === "string" ? ${variable} : ${other})`;
  const rows = rowsOf(term.of);
  if (rows !== undefined) return `(${asked} === undefined ? undefined : ${rowOf(rows, key, source)})`;
  const table = within.held(term.of);
  const has = `${source.capture(Object.hasOwn, "hasOwn")}(${table.variable}, ${key})`;
  return (
    `(${asked} !== undefined && typeof ${table.set} === "object" && ${table.variable} !== null && ${has} ` +
    `? ${table.variable}[${key}] ?? undefined : undefined)`
  );
}

/** The rows of a table that the mapping itself holds. */
function rowsOf(term: Term): ReadonlyMap<string, Value> | undefined {
  const table = term.op === "constant" ? term.value : term.op === "lazy" ? term.entry.constant : undefined;
  if (typeof table !== "object" || table === null || Object.getPrototypeOf(table) !== Object.prototype)
    return undefined;
  return new Map(Object.entries(table));
}

function rowOf(rows: ReadonlyMap<string, Value>, key: string, source: GeneratedSource): string {
  if (rows.size > FEW_ROWS) return `${source.capture(rows, "table")}.get(${key}) ?? undefined`;
  const cases = [...rows].map(
    ([name, value]) => `${key} === ${JSON.stringify(name)} ? ${source.literal(value ?? undefined)}`,
  );
  return [...cases, "undefined"].join(" : ");
}
