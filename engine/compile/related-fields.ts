import { partsOf, type Term } from "../language/types/term.ts";
import type { Field, Type } from "../language/types/type.ts";
import { isComputed } from "../mapping/cells/computed-evaluation.ts";
import type { TypedIntegration } from "../mapping/tree/typed-integration.ts";
import { neededRecordsOf, typedsOf } from "../mapping/tree/typeds.ts";
import type { KindSchema } from "../schema/system-schema.ts";

/** What is read of the records of one kind. */
interface Read {
  readonly fields: Set<string>;
  /** The record itself is used. */
  whole: boolean;
}

/**
 * By kind (`severa/invoiceRow`), the top-level fields that an integration reads of records to which a relation leads: of
 * thousands of rows, no more need be kept. A kind that is missing here is needed whole. Look-ups of our own (links, ids,
 * further relations) go by the identity, which the system keeps by itself.
 */
export function relatedFields(integration: TypedIntegration): ReadonlyMap<string, ReadonlySet<string>> {
  const reads = new Map<string, Read>();
  const seen = new Set<object>();
  // What a register reads of a record that it must hold for stands in the register.
  const needed = neededRecordsOf(integration);
  for (const typed of [...typedsOf(integration), ...integration.computed])
    look(typed.term, needed.has(typed), reads, seen);
  const result = new Map<string, ReadonlySet<string>>();
  for (const [kind, { fields, whole }] of reads) {
    const schema = schemaOf(integration, kind);
    if (!whole && schema !== undefined && [...fields].every((field) => isThere(schema, field)))
      result.set(kind, new Set([...fields, ...schema.label]));
  }
  return result;
}

/** `isOfField`: the value goes no further than to a field of it, its identity, or whether it is there. */
function look(term: Term, isOfField: boolean, reads: Map<string, Read>, seen: Set<object>): void {
  const kind = kindOf(term.type);
  if (kind !== undefined && !isOfField) readOf(reads, kind).whole = true;
  if (term.op === "field") noteField(term.of.type, term.field, reads);
  if (term.op === "lazy") {
    const { defined } = term.entry;
    if (defined === undefined || seen.has(defined)) return;
    seen.add(defined);
    look(defined.term, true, reads, seen);
    return;
  }
  const harmless = harmlessParts(term, isOfField);
  for (const part of partsOf(term)) look(part, harmless.includes(part), reads, seen);
}

/** The parts of which no more is used than `isOfField` says. */
function harmlessParts(term: Term, isOfField: boolean): readonly Term[] {
  switch (term.op) {
    case "field":
    case "presence":
    case "is":
      return [term.of];
    case "coalesce":
      return isOfField ? [term.left, term.right] : [];
    case "conditional":
      return isOfField ? [term.value, term.otherwise] : [];
    case "match":
      return isOfField ? term.arms.map(({ value }) => value) : [];
    case "compare":
      return term.how.by === "identity" ? [term.left, term.right] : [];
    case "lookup":
      return term.request === "byId" || term.request === "linked" ? partsOf(term) : [];
    default:
      return [];
  }
}

function noteField(holder: Type, field: Field, reads: Map<string, Read>): void {
  const kind = kindOf(holder);
  // What a computed field reads is noted with its expression; a relation is asked for by the identity.
  if (kind === undefined || isComputed(field)) return;
  readOf(reads, kind).fields.add(field.name);
}

/** The kind of a record, whether it may be absent or not. */
function kindOf(type: Type): string | undefined {
  if (type.kind === "optional") return kindOf(type.of);
  return type.kind === "record" ? type.shape.kind : undefined;
}

function readOf(reads: Map<string, Read>, kind: string): Read {
  const read = reads.get(kind) ?? { fields: new Set<string>(), whole: false };
  reads.set(kind, read);
  return read;
}

function schemaOf(integration: TypedIntegration, kind: string): KindSchema | undefined {
  const [side = "", name = ""] = kind.split("/");
  return integration.sides.get(side)?.schema.kinds.get(name);
}

/** In the record's JSON, or asked for by its identity; anything else may hide in it under another name. */
function isThere(schema: KindSchema, field: string): boolean {
  return schema.record.properties.has(field) || schema.shape.field(field)?.isCall === true;
}
