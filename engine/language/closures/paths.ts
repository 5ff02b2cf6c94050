import { isDecimal, toText } from "../../value/decimal.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import type { Frame } from "../types/frame.ts";
import type { TermOf } from "../types/term.ts";
import type { Field } from "../types/type.ts";
import type { Compiler, Evaluate } from "./compiler.ts";

/** A field that is nothing but a property is read as one, two at a time where the path allows. */
export function compileField(compiler: Compiler, term: TermOf<"field">): Evaluate {
  const { of, field } = term;
  if (!isPlain(field)) return compileRead(compiler.unnoted(of), field);
  const { name } = field;
  if (of.op === "slot") return slotField(of.slot, name);
  if (of.op === "field" && isPlain(of.field) && of.of.op === "slot")
    return slotFieldField(of.of.slot, of.field.name, name);
  const record = compiler.unnoted(of);
  return (frame) => property(record(frame), name);
}

/** Every object has some names of its own kind; those are read with care. */
export function isPlain(field: Field): boolean {
  return field.own === true && !(field.name in Object.prototype);
}

function slotField(slot: number, name: string): Evaluate {
  return (frame) => {
    const record = frame.slots[slot];
    if (typeof record !== "object" || record === null) return undefined;
    const value = (record as RecordValue)[name];
    return value === null ? undefined : value;
  };
}

function slotFieldField(slot: number, outer: string, inner: string): Evaluate {
  return (frame) => {
    const record = frame.slots[slot];
    if (typeof record !== "object" || record === null) return undefined;
    const between = (record as RecordValue)[outer];
    if (typeof between !== "object" || between === null) return undefined;
    const value = (between as RecordValue)[inner];
    return value === null ? undefined : value;
  };
}

function property(record: Value, name: string): Value {
  if (typeof record !== "object" || record === null) return undefined;
  const value = (record as RecordValue)[name];
  return value === null ? undefined : value;
}

function compileRead(of: Evaluate, field: Field): Evaluate {
  return (frame) => {
    const record = of(frame);
    if (typeof record !== "object" || record === null) return undefined;
    return field.read(record as RecordValue, frame) ?? undefined;
  };
}

export function compileIndex(compiler: Compiler, term: TermOf<"index">): Evaluate {
  const table = compiler.unnoted(term.of);
  const index = compiler.value(term.index);
  const { identity } = term;
  return (frame) => {
    const rows = table(frame);
    const key = keyOf(index(frame), identity, frame);
    if (key === undefined || typeof rows !== "object" || rows === null || !Object.hasOwn(rows, key)) return undefined;
    return (rows as RecordValue)[key] ?? undefined;
  };
}

/** Tables are asked by text; a record is asked for by what identifies it. */
export function keyOf(value: Value, identity: Field | undefined, frame: Frame): string | undefined {
  if (typeof value === "string") return value;
  if (isDecimal(value)) return toText(value);
  if (typeof value === "object" && value !== null && identity !== undefined)
    return keyOf(identity.read(value as RecordValue, frame), undefined, frame);
  return undefined;
}
