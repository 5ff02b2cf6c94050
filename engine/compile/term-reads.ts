import type { Typed } from "../language/check/check.ts";
import { partsOf, type Term } from "../language/types/term.ts";
import type { Field } from "../language/types/type.ts";

/** Whether an expression reads what stands in a slot, through the names it uses. What cannot be seen into counts as reading. */
export function readsSlot(typed: Typed | undefined, slot: number): boolean {
  return typed !== undefined && termReads(typed.term, slot, new Set());
}

function termReads(term: Term, slot: number, seen: Set<object>): boolean {
  if (term.op === "slot" || term.op === "position") return term.slot === slot;
  if (term.op === "lazy") {
    if (seen.has(term.entry)) return false;
    seen.add(term.entry);
    return term.entry.defined === undefined || termReads(term.entry.defined.term, slot, seen);
  }
  return partsOf(term).some((part) => termReads(part, slot, seen));
}

/** The fields of the record in a slot that expressions read; `whole` where the record itself is used. */
export interface FieldsRead {
  readonly fields: Map<string, Field>;
  whole: boolean;
}

export function fieldsRead(typeds: readonly Typed[], slot: number): FieldsRead {
  const into: FieldsRead = { fields: new Map(), whole: false };
  const seen = new Set<object>();
  for (const typed of typeds) collect(typed.term, slot, into, seen);
  return into;
}

function collect(term: Term, slot: number, into: FieldsRead, seen: Set<object>): void {
  if (term.op === "field" && term.of.op === "slot" && term.of.slot === slot) {
    into.fields.set(term.field.name, term.field);
    return;
  }
  if (term.op === "slot" && term.slot === slot) {
    into.whole = true;
    return;
  }
  if (term.op === "lazy") {
    if (term.entry.reads === slot) into.whole = true;
    if (term.entry.defined === undefined || seen.has(term.entry)) return;
    seen.add(term.entry);
    collect(term.entry.defined.term, slot, into, seen);
    return;
  }
  for (const part of partsOf(term)) collect(part, slot, into, seen);
}

/** The conditions that must all hold for one to hold. */
export function conjunctsOf(term: Term): readonly Term[] {
  return term.op === "and" ? [...conjunctsOf(term.left), ...conjunctsOf(term.right)] : [term];
}

/** The path of a field of the record in `slot`: `invoicingInfo.customerNumber`. */
export function pathIn(term: Term, slot: number): string | undefined {
  if (term.op !== "field") return undefined;
  if (term.of.op === "slot") return term.of.slot === slot ? term.field.name : undefined;
  const above = pathIn(term.of, slot);
  return above === undefined ? undefined : `${above}.${term.field.name}`;
}

/** A part of a checked expression as one of its own. */
export function partOf(typed: Typed, term: Term): Typed {
  return { ...typed, type: term.type, term };
}
