import { wordsOf } from "../specification/read-specification.ts";
import { parseMember, type Specification, type Type } from "../specification/specification.ts";
import { isRecord, type Json, type JsonRecord } from "./json.ts";

/** What is wrong with one member of a body; how it is said is the imitated system's own. */
export interface Violation {
  /** `invoiceRows[0].unit`; empty for the body itself. */
  readonly path: string;
  readonly problem: Problem;
}

export type Problem =
  | { readonly kind: "required" }
  | { readonly kind: "type"; readonly expected: Expected }
  | { readonly kind: "length"; readonly least: number; readonly most: number }
  | { readonly kind: "below"; readonly least: number }
  | { readonly kind: "above"; readonly most: number }
  | { readonly kind: "word"; readonly value: Json }
  /** Found by the system's own rule for texts. */
  | { readonly kind: "text"; readonly says: string };

export type Expected = "object" | "list" | "text" | "number" | "integer" | "boolean" | "date" | "date-time";

export interface ValidationRules {
  readonly isDate: (text: string) => boolean;
  readonly isDateTime: (text: string) => boolean;
  /** What the system says of a text beyond its length; undefined: nothing. */
  readonly text?: (text: string, required: boolean) => string | undefined;
}

type Check = (value: Json, path: string, found: Violation[]) => void;

/** Checks bodies against the shapes of a specification: types, required members, lengths, ranges, words. */
export class Validation {
  readonly #specification: Specification;
  readonly #rules: ValidationRules;
  readonly #compiled = new Map<string, Check>();

  constructor(specification: Specification, rules: ValidationRules) {
    this.#specification = specification;
    this.#rules = rules;
  }

  /** All that is wrong with a body, in the order of the shape's members; members that the shape does not have are passed over. */
  violations(shape: string, body: JsonRecord, path = ""): readonly Violation[] {
    const found: Violation[] = [];
    this.#shape(shape)(body, path, found);
    return found;
  }

  #shape(name: string): Check {
    const known = this.#compiled.get(name);
    if (known !== undefined) return known;
    const members = this.#specification.shapes[name];
    if (members === undefined) throw new Error(`no shape ${name}`);
    const checks = Object.entries(members).map(([field, text]) => {
      const { type, required } = parseMember(text);
      return { field, required, check: this.#value(type, required) };
    });
    const check: Check = (value, path, found) => {
      if (!isRecord(value)) {
        found.push({ path, problem: { kind: "type", expected: "object" } });
        return;
      }
      for (const { field, required, check: inner } of checks) {
        const member = value[field];
        const at = path === "" ? field : `${path}.${field}`;
        if (member !== undefined && member !== null) inner(member, at, found);
        else if (required) found.push({ path: at, problem: { kind: "required" } });
      }
    };
    this.#compiled.set(name, check);
    return check;
  }

  #value(type: Type, required: boolean): Check {
    switch (type.kind) {
      case "any":
        return () => {};
      case "shape":
        return (value, path, found) => this.#shape(type.name)(value, path, found);
      case "list":
        return listCheck(this.#value(type.of, false));
      case "words":
        return wordCheck(new Set(type.words));
      case "words of":
        return wordCheck(wordsOf(this.#specification, type.name));
      case "text":
        return textCheck(type, required, this.#rules);
      case "number":
      case "integer":
        return numberCheck(type.kind, type);
      case "boolean":
        return typeCheck("boolean", (value) => typeof value === "boolean");
      case "date":
        return typeCheck("date", (value) => typeof value === "string" && this.#rules.isDate(value));
      case "date-time":
        return typeCheck("date-time", (value) => typeof value === "string" && this.#rules.isDateTime(value));
    }
  }
}

function typeCheck(expected: Expected, holds: (value: Json) => boolean): Check {
  return (value, path, found) => {
    if (!holds(value)) found.push({ path, problem: { kind: "type", expected } });
  };
}

function listCheck(check: Check): Check {
  return (value, path, found) => {
    if (!Array.isArray(value)) {
      found.push({ path, problem: { kind: "type", expected: "list" } });
      return;
    }
    for (const [index, item] of (value as readonly Json[]).entries()) check(item, `${path}[${index}]`, found);
  };
}

function wordCheck(words: ReadonlySet<string>): Check {
  return (value, path, found) => {
    if (typeof value !== "string" || !words.has(value)) found.push({ path, problem: { kind: "word", value } });
  };
}

interface Limits {
  readonly least: number | undefined;
  readonly most: number | undefined;
}

function textCheck(
  {
    least = 0,
    most = Number.POSITIVE_INFINITY,
  }: { readonly least?: number | undefined; readonly most?: number | undefined },
  required: boolean,
  rules: ValidationRules,
): Check {
  return (value, path, found) => {
    if (typeof value !== "string") {
      found.push({ path, problem: { kind: "type", expected: "text" } });
      return;
    }
    const says = rules.text?.(value, required);
    if (says !== undefined) found.push({ path, problem: { kind: "text", says } });
    else if (value.length < least || value.length > most)
      found.push({ path, problem: { kind: "length", least, most } });
  };
}

function numberCheck(kind: "integer" | "number", { least, most }: Limits): Check {
  return (value, path, found) => {
    if (typeof value !== "number") found.push({ path, problem: { kind: "type", expected: "number" } });
    else if (kind === "integer" && !Number.isInteger(value))
      found.push({ path, problem: { kind: "type", expected: "integer" } });
    else if (most !== undefined && value > most) found.push({ path, problem: { kind: "above", most } });
    else if (least !== undefined && value < least) found.push({ path, problem: { kind: "below", least } });
  };
}
