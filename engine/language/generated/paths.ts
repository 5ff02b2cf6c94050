import type { Value } from "../../value/value.ts";
import { isPlain, keyOf } from "../closures/paths.ts";
import type { Term, TermOf } from "../types/term.ts";
import type { Field } from "../types/type.ts";
import type { GeneratedSource } from "./generated-source.ts";
import { Routine, readField } from "./routine.ts";
import type { Writer } from "./writer.ts";

/** A field that is nothing but a property is read as one, at the head of the routine where the path allows. */
export function writeField(writer: Writer, term: TermOf<"field">): string {
  const { of, field } = term;
  if (isPlain(field)) {
    const path = variableOf(writer, term);
    if (path !== undefined) return path;
    const { set, variable } = writer.held(of);
    return `(${set}, ${readField(variable, field.name)})`;
  }
  const { set, variable } = writer.held(of);
  const rule = ruleOf(writer, field);
  const read =
    rule === undefined ? `${writer.source.capture(field, "field")}.read(${variable}, frame)` : `${rule}(frame)`;
  return `(typeof ${set} === "object" && ${variable} !== null ? ${read} ?? undefined : undefined)`;
}

/** The variable for plain fields of what stands in a slot. */
function variableOf(writer: Writer, term: Term): string | undefined {
  const { routine } = writer;
  if (term.op === "slot") return routine.slot(term.slot);
  if (term.op !== "field" || !isPlain(term.field)) return undefined;
  const record = variableOf(writer, term.of);
  return record === undefined ? undefined : routine.field(record, term.field.name);
}

/** The function for a field that is a rule of its own; undefined for any other. */
function ruleOf(writer: Writer, field: Field): string | undefined {
  const there = writer.functions.get(field);
  if (there !== undefined) return there;
  const rule = field.rule?.();
  if (rule === undefined) return undefined;
  const { source } = writer;
  const name = source.name("rule");
  writer.functions.set(field, name);
  const routine = new Routine(source);
  const part = (defined: typeof rule.value): string => writer.within(routine, defined.text).value(defined.term);
  const value = part(rule.value);
  const result = rule.when === undefined ? value : `${part(rule.when)} === true ? ${value} : undefined`;
  source.add(`function ${name}(frame) {\n${routine.head()}\nreturn ${result};\n}`);
  return name;
}

/** So many rows are sooner compared one after the other than looked up. */
const FEW_ROWS = 8;

/** `table[key]`: absent where the table has no such row of its own. */
export function writeIndex(writer: Writer, term: TermOf<"index">): string {
  const { source } = writer;
  const { set, variable } = writer.held(term.index);
  const key = writer.routine.temporary();
  const identity = term.identity === undefined ? "undefined" : source.capture(term.identity, "field");
  const other = `${source.capture(keyOf, "keyOf")}(${variable}, ${identity}, frame)`;
  const asked = `(${key} = typeof ${set} === "string" ? ${variable} : ${other})`;
  const rows = rowsOf(term.of);
  if (rows !== undefined) return `(${asked} === undefined ? undefined : ${rowOf(rows, key, source)})`;
  const table = writer.held(term.of);
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
