import jsonata from "jsonata";
import { isDate } from "../../value/date.ts";
import { fromText, isDecimal, isInteger, toText } from "../../value/decimal.ts";
import { parseJson, stringifyJson } from "../../value/json.ts";
import type { Value } from "../../value/value.ts";

export type Returns = "text" | "bool" | "integer" | "decimal" | "date";

/** An expression of JSONata that ran into its limits, failed, or gave something else than was declared. */
export class ReshapeFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ReshapeFault";
  }
}

/**
 * Bounds of one evaluation: milliseconds, nesting, and entries of one sequence. JSONata looks at them between its steps, so
 * that a single step, such as a regular expression that backtracks, is not cut short.
 */
const LIMITS = { timeout: 500, stack: 200, sequence: 100_000 };

const compiled = new Map<string, ReturnType<typeof jsonata>>();

/**
 * What the JSONata `text` makes of `input`, of the declared type; absent stays absent. JSONata computes in binary
 * floating point, so a decimal is taken from the shortest digits of its result: it is no place for sums of money.
 */
export async function reshape(text: string, returns: Returns, input: Value): Promise<Value> {
  let result: unknown;
  try {
    const expression = compiled.get(text) ?? jsonata(text, LIMITS);
    compiled.set(text, expression);
    // A copy: what JSONata does to its input must not reach the record.
    result = await expression.evaluate(JSON.parse(stringifyJson(input)));
  } catch (fault) {
    throw new ReshapeFault(`JSONata: ${problemOf(fault)}`);
  }
  if (result === undefined || result === null) return undefined;
  const value = parseJson(JSON.stringify(result));
  if (fits(value, returns)) return value;
  throw new ReshapeFault(
    `JSONata gave ${JSON.stringify(result).slice(0, 60)}, where "returns: ${returns}" was declared`,
  );
}

function fits(value: Value, returns: Returns): boolean {
  if (returns === "text") return typeof value === "string";
  if (returns === "bool") return typeof value === "boolean";
  if (returns === "date") return typeof value === "string" && isDate(value);
  if (!isDecimal(value) || fromText(toText(value)) === undefined) return false;
  return returns === "decimal" || isInteger(value);
}

/** JSONata throws plain objects with a code and a message. */
function problemOf(fault: unknown): string {
  if (typeof fault === "object" && fault !== null && "message" in fault) return String(fault.message);
  return String(fault);
}
