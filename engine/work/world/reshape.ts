import type { Jsonata } from "../../mapping/tree/field-node.ts";
import { isDate } from "../../value/date.ts";
import { fromText, isDecimal, isInteger, toText } from "../../value/decimal.ts";
import { JsonFault, keptJson, parseJson } from "../../value/json.ts";
import type { Value } from "../../value/value.ts";
import { ReshapeFault } from "../base/reshape-fault.ts";
import { RunStopped } from "../base/trouble.ts";
import { ReshaperProcess } from "./reshaper-process.ts";
import { LIMITS } from "./reshaping.ts";

let reshaper: ReshaperProcess | undefined;

/**
 * What the JSONata of a cell makes of `input`, of the declared type; absent stays absent. It is worked out in a process of its
 * own, which is ended at the limits. Throws `ReshapeFault`, and `RunStopped` where it had not begun when the run was to end. JSONata computes in binary floating point, so a decimal is taken
 * from the shortest digits of its result: it is no place for sums of money.
 */
export async function reshape(cell: Jsonata, input: Value, stopping: () => boolean): Promise<Value> {
  reshaper ??= new ReshaperProcess();
  const answer = await reshaper.evaluate({ text: cell.text, input: keptJson(input) }, () => !stopping());
  switch (answer.kind) {
    case "nothing":
      return undefined;
    case "result":
      return declared(cell, answer.json);
    case "late":
      throw new ReshapeFault(cell, `it takes longer than ${LIMITS.ms / 1000} s`);
    case "killed":
      throw new ReshapeFault(cell, `it needs more than ${LIMITS.megabytes} MB of memory`);
    case "unwanted":
      throw new RunStopped();
    case "failed":
      throw new ReshapeFault(cell, answer.problem);
  }
}

function declared(cell: Jsonata, json: string): Value {
  const value = read(cell, json);
  if (fits(value, cell.returns)) return value;
  throw new ReshapeFault(cell, `it gives ${json.slice(0, 60)}, where "returns: ${cell.returns}" is declared`);
}

/** It may be nested deeper than anything that is read. */
function read(cell: Jsonata, json: string): Value {
  try {
    return parseJson(json);
  } catch (fault) {
    if (fault instanceof JsonFault) throw new ReshapeFault(cell, `its result cannot be read: ${fault.message}`);
    throw fault;
  }
}

function fits(value: Value, returns: Jsonata["returns"]): boolean {
  switch (returns) {
    case "text":
      return typeof value === "string";
    case "bool":
      return typeof value === "boolean";
    case "date":
      return typeof value === "string" && isDate(value);
    case "integer":
    case "decimal":
      if (!isDecimal(value) || fromText(toText(value)) === undefined) return false;
      return returns === "decimal" || isInteger(value);
  }
}
