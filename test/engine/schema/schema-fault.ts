import type { ErrorObject } from "ajv/dist/2020.js";
import type { RecordFault } from "../../../engine/schema/record-fault.ts";
import { faultAt, kindInWords } from "../../../engine/schema/record-fault.ts";
import { isObject } from "../../../engine/schema/schema-document.ts";
import { nearest } from "../../../engine/source/nearest.ts";

/** A fault that ajv found, in words. */
export function schemaFault(error: ErrorObject): RecordFault {
  const steps = stepsOf(error.instancePath);
  const say = sentences[error.keyword];
  return say === undefined ? faultAt(steps, "value", error.message ?? "is not allowed", "") : say(error, steps);
}

/** The same fault of a value that stands inside another. */
export function faultWithin(before: RecordFault["steps"], fault: RecordFault): RecordFault {
  return faultAt([...before, ...fault.steps], fault.kind, fault.problem, fault.expected);
}

/** `/invoiceRows/1/quantity` -> invoiceRows, 1, quantity. A number is taken for a position of a list. */
export function stepsOf(pointer: string): RecordFault["steps"] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => (/^(0|[1-9][0-9]*)$/.test(step) ? Number(step) : step.replaceAll("~1", "/").replaceAll("~0", "~")));
}

type Sentence = (error: ErrorObject, steps: RecordFault["steps"]) => RecordFault;

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a record",
  null: "nothing",
};

const FORMATS: Readonly<Record<string, string>> = {
  date: "a date like 2026-01-31",
  "date-time": "a time like 2026-01-31T08:00:00+02:00",
  email: "an e-mail address",
  uri: "an address like https://example.com",
};

const sentences: Readonly<Record<string, Sentence>> = {
  type: (error, steps) => {
    const expected = typesInWords(error.schema);
    return faultAt(steps, "type", `is ${kindInWords(error.data)}, where ${expected} is expected`, expected);
  },
  required: (error, steps) => {
    const name = String(error.params["missingProperty"]);
    return faultAt([...steps, name], "missing", "is missing", `a value for ${name}`);
  },
  dependentRequired: (error, steps) => {
    const name = String(error.params["missingProperty"]);
    return faultAt(
      [...steps, name],
      "missing",
      `is missing, and goes with ${String(error.params["property"])}`,
      `a value for ${name}`,
    );
  },
  additionalProperties: (error, steps) => {
    const name = String(error.params["additionalProperty"]);
    const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
    const close = nearest(name, known);
    const expected = close ?? `one of ${known.join(", ")}`;
    return faultAt(
      [...steps, name],
      "unknown",
      `is not known here; ${close === undefined ? `there are ${known.join(", ")}` : `did you mean ${close}?`}`,
      expected,
    );
  },
  enum: (error, steps) => {
    const words = Array.isArray(error.schema) ? error.schema.filter((word) => word !== null).map(String) : [];
    const close = typeof error.data === "string" ? nearest(error.data, words) : undefined;
    const allowed = close === undefined ? `one of ${words.join(", ")} is expected` : `did you mean ${close}?`;
    return faultAt(steps, "value", `is ${kindInWords(error.data)}; ${allowed}`, close ?? `one of ${words.join(", ")}`);
  },
  const: (error, steps) =>
    faultAt(
      steps,
      "value",
      `is ${kindInWords(error.data)}, where ${JSON.stringify(error.schema)} is expected`,
      JSON.stringify(error.schema),
    ),
  maxLength: (error, steps) =>
    faultAt(
      steps,
      "value",
      `is longer than ${String(error.schema)} characters`,
      `at most ${String(error.schema)} characters`,
    ),
  minLength: (error, steps) =>
    error.schema === 1
      ? faultAt(steps, "value", "is empty", "a text")
      : faultAt(
          steps,
          "value",
          `is shorter than ${String(error.schema)} characters`,
          `at least ${String(error.schema)} characters`,
        ),
  maximum: (error, steps) =>
    faultAt(
      steps,
      "value",
      `is ${kindInWords(error.data)}, more than ${String(error.schema)}`,
      `at most ${String(error.schema)}`,
    ),
  minimum: (error, steps) =>
    faultAt(
      steps,
      "value",
      `is ${kindInWords(error.data)}, less than ${String(error.schema)}`,
      `at least ${String(error.schema)}`,
    ),
  minItems: (error, steps) =>
    faultAt(steps, "value", `has fewer than ${String(error.schema)} items`, `at least ${String(error.schema)} items`),
  maxItems: (error, steps) =>
    faultAt(steps, "value", `has more than ${String(error.schema)} items`, `at most ${String(error.schema)} items`),
  minProperties: (error, steps) =>
    faultAt(
      steps,
      "value",
      `has fewer than ${String(error.schema)} entries`,
      `at least ${String(error.schema)} entries`,
    ),
  maxProperties: (error, steps) =>
    faultAt(steps, "value", `has more than ${String(error.schema)} entries`, `at most ${String(error.schema)} entries`),
  pattern: (error, steps) =>
    faultAt(
      steps,
      "value",
      `is ${kindInWords(error.data)}, which does not fit ${String(error.schema)}`,
      `a text that fits ${String(error.schema)}`,
    ),
  format: (error, steps) => {
    const expected = FORMATS[String(error.schema)] ?? `a text of the form ${String(error.schema)}`;
    return faultAt(steps, "value", `is ${kindInWords(error.data)}, where ${expected} is expected`, expected);
  },
  anyOf: choiceSentence,
  oneOf: choiceSentence,
};

function choiceSentence(error: ErrorObject, steps: RecordFault["steps"]): RecordFault {
  const branches: readonly unknown[] = Array.isArray(error.schema) ? error.schema : [];
  const keys = branches.flatMap(requiredOf);
  const { data } = error;
  if (typeof data === "object" && data !== null && !Array.isArray(data) && keys.length > 0) {
    const found = keys.filter((names) => names.every((name) => Object.hasOwn(data, name)));
    const names = keys.map((each) => each.join(" with ")).join(", or ");
    const problem = found.length > 1 ? `has several of: ${names}; one is expected` : `must have ${names}`;
    return faultAt(steps, "value", problem, names);
  }
  const expected = typesInWords(branches.flatMap((branch) => (isObject(branch) ? (branch["type"] ?? []) : [])));
  return faultAt(steps, "type", `is ${kindInWords(data)}, where ${expected} is expected`, expected);
}

/** The keys that a branch asks for. */
function requiredOf(branch: unknown): readonly (readonly string[])[] {
  const required = isObject(branch) ? branch["required"] : undefined;
  return Array.isArray(required) ? [required.map(String)] : [];
}

function typesInWords(type: unknown): string {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  const words = [...new Set(types.filter((one) => one !== "null").map((one) => TYPES[String(one)] ?? "another value"))];
  const last = words.pop() ?? "another value";
  return words.length === 0 ? last : `${words.join(", ")} or ${last}`;
}
