import { isDate, isDateTime } from "../value/date.ts";
import { isDecimal, isInteger } from "../value/decimal.ts";
import { isRecord } from "../value/path.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { FileValue, Money } from "../value/value.ts";
import type { Property, RecordNode, SchemaNode, Slot } from "./lower.ts";
import type { RecordFault } from "./record-fault.ts";
import { faultAt, kindInWords } from "./record-fault.ts";

/** `sent`: a whole record for a create, which must have all it needs. `changes`: fields of an update. `given`: what a system gave. */
export type RecordCheck = "sent" | "changes" | "given";

type Steps = RecordFault["steps"];

const fine: readonly RecordFault[] = [];

/**
 * Types, enums, lengths and required fields of a record, judged by our own lowering of its schema: no code is made from
 * strings, so it works where that is switched off. The JSON null is the same as absent. Limits of numbers and patterns
 * are left to the system that gets the record. No run asks for it yet: answers are still taken as their schema promises.
 */
export function checkRecord(record: RecordNode, value: RecordValue, check: RecordCheck): readonly RecordFault[] {
  return fieldFaults(record, value, [], check);
}

/** Whether a value fits a lowered schema. */
export function fits(slot: Slot, value: Value): boolean {
  return nodeFaults(slot.node, value, [], "given").length === 0;
}

function nodeFaults(node: SchemaNode, value: Value, steps: Steps, check: RecordCheck): readonly RecordFault[] {
  if (value === undefined || value === null || node.kind === "unknown") return fine;
  if (node.kind === "list") {
    if (!Array.isArray(value)) return [wrongType(steps, value, "a list")];
    const item = node.of().node;
    return value.flatMap((each: Value, index) => nodeFaults(item, each, [...steps, index], check));
  }
  if (node.kind !== "table" && node.kind !== "record") return scalarFaults(node, value, steps);
  if (node.kind === "record" && node.money !== undefined && value instanceof Money) return fine;
  if (!isRecord(value)) return [wrongType(steps, value, "a record")];
  if (node.kind === "record") return fieldFaults(node, value, steps, check);
  const item = node.of().node;
  return Object.entries(value).flatMap(([key, each]) => nodeFaults(item, each, [...steps, key], check));
}

function fieldFaults(record: RecordNode, value: RecordValue, steps: Steps, check: RecordCheck): readonly RecordFault[] {
  const faults: RecordFault[] = [];
  for (const property of record.properties.values()) {
    const { name } = property;
    const field = Object.hasOwn(value, name) ? value[name] : undefined;
    if (field !== undefined && field !== null)
      faults.push(...nodeFaults(property.slot().node, field, [...steps, name], check));
    else if (isNeeded(property, check))
      faults.push(faultAt([...steps, name], "missing", "is missing", `a value for ${name}`));
  }
  return faults;
}

function isNeeded(property: Property, check: RecordCheck): boolean {
  if (check === "changes") return false;
  return check === "sent" ? property.requiredOnCreate : property.required && !property.slot().nullable;
}

type ScalarNode = Exclude<SchemaNode, { kind: "list" | "table" | "record" | "unknown" }>;

function scalarFaults(node: ScalarNode, value: Value, steps: Steps): readonly RecordFault[] {
  const fault = scalarFault(node, value, steps);
  return fault === undefined ? fine : [fault];
}

function scalarFault(node: ScalarNode, value: Value, steps: Steps): RecordFault | undefined {
  switch (node.kind) {
    case "bool":
      return typeof value === "boolean" ? undefined : wrongType(steps, value, "true or false");
    case "int":
      return isDecimal(value) && isInteger(value) ? undefined : wrongType(steps, value, "a whole number");
    case "decimal":
      return isDecimal(value) ? undefined : wrongType(steps, value, "a number");
    case "date":
      return typeof value === "string" && isDate(value) ? undefined : wrongType(steps, value, "a date");
    case "datetime":
      return typeof value === "string" && isDateTime(value) ? undefined : wrongType(steps, value, "a date with a time");
    case "file":
      return value instanceof FileValue ? undefined : wrongType(steps, value, "a file");
    case "enum":
      return enumFault(node.members, value, steps);
    case "text":
      return textFault(node.maxLength, value, steps);
  }
}

function enumFault(members: readonly string[], value: Value, steps: Steps): RecordFault | undefined {
  if (typeof value === "string" && members.includes(value)) return undefined;
  const expected = members.length > 12 ? `one of its ${members.length} words` : `one of ${members.join(", ")}`;
  return faultAt(steps, "value", `is ${kindInWords(value)}, where ${expected} is expected`, expected);
}

function textFault(maxLength: number | undefined, value: Value, steps: Steps): RecordFault | undefined {
  if (typeof value !== "string") return wrongType(steps, value, "a text");
  // A text has at most as many characters as UTF-16 units, so that most need no counting.
  if (maxLength === undefined || value.length <= maxLength || [...value].length <= maxLength) return undefined;
  return faultAt(steps, "value", `is longer than ${maxLength} characters`, `at most ${maxLength} characters`);
}

function wrongType(steps: Steps, value: Value, expected: string): RecordFault {
  return faultAt(steps, "type", `is ${kindInWords(value)}, where ${expected} is expected`, expected);
}
