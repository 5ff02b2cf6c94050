import type { Shape, Type } from "../language/types/type.ts";
import type { Cell } from "../mapping/tree/field-node.ts";
import { countCharacters } from "../value/characters.ts";
import { fitsScale, isDecimal, scaleOf } from "../value/decimal.ts";
import { Money, type Value } from "../value/value.ts";
import type { Said } from "./compiled.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import { standardSaid } from "./say.ts";

/** Makes a rule's value into what the target takes; says what does not fit and gives nothing then. */
export type Shaper = (value: Value, state: EvaluationState) => Value;

export interface ShaperFacts {
  readonly cell: Cell;
  /** What the rule reads, as one finds it in the source: `receiverAddress.addressline`. */
  readonly reads: readonly string[];
  readonly sourceSide: string;
}

/** Undefined where the value goes as it is, which is most often. */
export function shaperFor(facts: ShaperFacts): Shaper | undefined {
  const { target } = facts.cell;
  const type = plain(target.type);
  return shaper(type, facts);
}

function plain(type: Type): Type {
  return type.kind === "optional" ? type.of : type;
}

function shaper(type: Type, facts: ShaperFacts): Shaper | undefined {
  const { cell } = facts;
  switch (type.kind) {
    case "text":
      return cell.limit === undefined ? undefined : limited(facts, cell.limit);
    case "decimal":
      return cell.target.scale === undefined ? undefined : scaled(facts, cell.target.scale);
    case "money":
      return money(cell.target.moneyKeys ?? { amount: "amount", currency: "currency" });
    case "record":
      return type.shape.identity === undefined ? undefined : reference(type.shape, type.shape.identity);
    case "list":
      return listOf(shaper(plain(type.of), facts));
    default:
      return undefined;
  }
}

function limited(facts: ShaperFacts, limit: number): Shaper {
  const { cell } = facts;
  return (value, state) => {
    if (typeof value !== "string" || value.length <= limit) return value;
    const length = countCharacters(value);
    if (length <= limit) return value;
    if (cell.over === "cut") return [...value].slice(0, limit).join("").trimEnd();
    state.said.push(tooLong(facts, value, length, limit, state.row));
    return undefined;
  };
}

function tooLong(facts: ShaperFacts, value: string, length: number, limit: number, row: number): Said {
  const { cell, reads, sourceSide } = facts;
  const field = cell.path;
  const place = row > 0 ? ` (row ${row})` : "";
  const text = `The text for ${field}${place} has ${length} characters; ${limit} are allowed. It begins "${value.slice(0, 40)}".`;
  const advice = `Shorten ${named(reads)} in ${sourceSide}. A text is never cut silently.`;
  return standardSaid(
    "text-too-long",
    text,
    advice,
    { field, limit, length, ...(row > 0 ? { row } : {}) },
    cell.valueSpan,
  );
}

/** Decimals are rounded only where a rule says so. */
function scaled(facts: ShaperFacts, scale: number): Shaper {
  const { cell, reads, sourceSide } = facts;
  return (value, state) => {
    if (!isDecimal(value) || fitsScale(value, scale)) return value;
    const found = scaleOf(value);
    const text = `${cell.path}${state.row > 0 ? ` (row ${state.row})` : ""} takes ${scale} decimals; the value has ${found}.`;
    const advice = `Round it in the mapping, e.g. round(…, ${scale}), or correct ${named(reads)} in ${sourceSide}.`;
    state.said.push(
      standardSaid("too-many-decimals", text, advice, { field: cell.path, scale, found }, cell.valueSpan),
    );
    return undefined;
  };
}

function money(keys: { readonly amount: string; readonly currency: string }): Shaper {
  return (value) => {
    if (!(value instanceof Money)) return value;
    return value.currency === undefined
      ? { [keys.amount]: value.amount }
      : { [keys.amount]: value.amount, [keys.currency]: value.currency };
  };
}

/** A record stands for itself by its identity. */
function reference(shape: Shape, identity: string): Shaper {
  const field = shape.field(identity);
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const id = (value as Readonly<Record<string, Value>>)[field?.name ?? identity];
    return id === undefined || id === null ? undefined : { [identity]: id };
  };
}

/** What is absent is left out of a list; an empty list is none. */
function listOf(item: Shaper | undefined): Shaper {
  return (value, state) => {
    if (!Array.isArray(value)) return value;
    const shaped: Value[] = [];
    for (const entry of value) {
      const one = entry === undefined || entry === null || item === undefined ? entry : item(entry, state);
      if (one !== undefined && one !== null) shaped.push(one);
    }
    return shaped.length === 0 ? undefined : shaped;
  };
}

/** The fields that a rule reads, as a sentence names them. */
export function named(reads: readonly string[]): string {
  if (reads.length === 0) return "the value";
  return reads.length === 1 ? String(reads[0]) : `${reads.slice(0, -1).join(", ")} or ${reads.at(-1)}`;
}
