import { isRecord } from "../value/path.ts";
import type { RecordValue, Value } from "../value/value.ts";

export { isRecord };

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

function fieldOf(value: Value, name: string): Value {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The value at a dotted path without lists; undefined where a step is absent. */
export function valueAt(value: Value, path: string): Value {
  if (!path.includes(".")) return fieldOf(value, path);
  let at = value;
  for (const name of path.split(".")) at = fieldOf(at, name);
  return at;
}

/** Every value at a path; `[]` after a name goes through a list, and a list met on the way is gone through as well. */
export function valuesAt(value: Value, path: string): readonly Value[] {
  let at: Value[] = [value];
  for (const step of path === "" ? [] : path.split(".")) {
    const name = step.endsWith("[]") ? step.slice(0, -2) : step;
    at = at.flatMap((each) => (isList(each) ? [...each] : [each]));
    if (name !== "") at = at.map((each) => fieldOf(each, name));
    if (step.endsWith("[]")) at = at.flatMap((each) => (isList(each) ? [...each] : []));
  }
  return at.filter((each) => each !== undefined);
}

export interface HeldRow {
  readonly row: RecordValue;
  /** The object whose field holds the list of the row. */
  readonly holder: Value;
}

/** The rows of a list answer. `items` is `body`, `body.results`, `body[].items` …; undefined when there is no list. */
export function rowsAt(body: Value, items: string): readonly HeldRow[] | undefined {
  const steps = items === "" || items === "body" ? [] : items.replace(/^body\.?/, "").split(".");
  let holders: Value[] = [body];
  if (steps[0] === "[]") {
    if (!isList(body)) return undefined;
    holders = [...body];
    steps.shift();
  }
  for (const step of steps.slice(0, -1)) holders = holders.map((holder) => fieldOf(holder, step));
  const last = steps.at(-1);
  const rows: HeldRow[] = [];
  for (const holder of holders) {
    const list = last === undefined ? holder : fieldOf(holder, last);
    if (list === undefined || list === null) {
      if (holders.length === 1 && last !== undefined && isRecord(holder)) continue;
      if (last === undefined) return undefined;
      continue;
    }
    if (!isList(list)) return undefined;
    for (const row of list) if (isRecord(row)) rows.push({ row, holder });
  }
  return rows;
}
