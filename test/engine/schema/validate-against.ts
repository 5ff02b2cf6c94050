import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import * as formats from "ajv-formats";
import type { RecordFault } from "../../../engine/schema/record-fault.ts";
import { faultWithin, schemaFault, stepsOf } from "./schema-fault.ts";

export interface ValidateOptions {
  /** The files that a `$ref` may name, by the name it uses: `common.json`. */
  readonly files?: ReadonlyMap<string, unknown>;
}

/**
 * Every fault of the value, in words; none when the schema allows it. Throws when the schema itself cannot be used.
 * Ajv is the judge from outside: the schemas that we publish and our own lowering must agree with it.
 */
export function validateAgainst(schema: object, value: unknown, options: ValidateOptions = {}): readonly RecordFault[] {
  const validate = compiled(schema, options.files ?? none);
  if (validate(value)) return [];
  return faultsOf(validate.errors ?? [], { schema, value, files: options.files ?? none });
}

interface Checked {
  readonly schema: object;
  readonly value: unknown;
  readonly files: ReadonlyMap<string, unknown>;
}

const none: ReadonlyMap<string, unknown> = new Map();
const validators = new WeakMap<object, ValidateFunction>();
const instances = new WeakMap<ReadonlyMap<string, unknown>, Ajv2020>();

function compiled(schema: object, files: ReadonlyMap<string, unknown>): ValidateFunction {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const validate = instanceFor(files).compile(schema);
  validators.set(schema, validate);
  return validate;
}

function instanceFor(files: ReadonlyMap<string, unknown>): Ajv2020 {
  const known = instances.get(files);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, multipleOfPrecision: 9 });
  // The typing of ajv-formats does not fit native modules: its function is the default of the default.
  (formats.default as unknown as (instance: Ajv2020) => void)(ajv);
  for (const [name, file] of files) if (typeof file === "object" && file !== null) ajv.addSchema(file, name);
  instances.set(files, ajv);
  return ajv;
}

function faultsOf(errors: readonly ErrorObject[], checked: Checked): readonly RecordFault[] {
  const choices = errors.filter((error) => error.keyword === "anyOf" || error.keyword === "oneOf");
  const outer = choices.filter((error) => !choices.some((other) => other !== error && holds(other, error)));
  const plain = errors.filter((error) => !choices.includes(error) && !outer.some((choice) => holds(choice, error)));
  const faults = [
    ...plain.map((error) => schemaFault(error)),
    ...outer.flatMap((choice) => choiceFaults(choice, checked)),
  ];
  const seen = new Set<string>();
  return faults.filter((fault) => {
    const key = `${fault.path} ${fault.problem}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** The faults inside a choice stand at its place or deeper; they belong to its branches. */
function holds(choice: ErrorObject, error: ErrorObject): boolean {
  return error.instancePath === choice.instancePath || error.instancePath.startsWith(`${choice.instancePath}/`);
}

/**
 * A value that fits none of several schemas was most likely meant for the one whose type it has: that one's faults are
 * told. Where that does not single one out, what may stand here is told.
 */
function choiceFaults(choice: ErrorObject, checked: Checked): readonly RecordFault[] {
  const branches: readonly unknown[] = Array.isArray(choice.schema) ? choice.schema : [];
  const tried = branches.map((branch) => branchFaults(branch, choice.data, checked));
  const near = tried.filter(
    (faults) => faults.length > 0 && faults.every((fault) => fault.steps.length > 0 || fault.kind !== "type"),
  );
  const [only] = near;
  if (only === undefined || near.length > 1) return [schemaFault(choice)];
  const before = stepsOf(choice.instancePath);
  return only.map((fault) => faultWithin(before, fault));
}

function branchFaults(branch: unknown, value: unknown, checked: Checked): readonly RecordFault[] {
  if (typeof branch !== "object" || branch === null) return [];
  const definitions = (checked.schema as { $defs?: object }).$defs;
  return validateAgainst({ ...branch, ...(definitions === undefined ? {} : { $defs: definitions }) }, value, {
    files: checked.files,
  });
}
