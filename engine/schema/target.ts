import type { Type } from "../language/types/type.ts";
import type { Property, RecordNode, Slot } from "./lower.ts";
import type { KindLinks } from "./shape.ts";
import { typeOf } from "./shape.ts";

/** A field that can be written, reached by a dotted path that goes through lists: `invoiceRows.quantity`. */
export interface TargetField {
  readonly path: string;
  /** Without `optional`: what a value that is sent must be. A reference is a record of the kind it names. */
  readonly type: Type;
  /** A create must fill it (below an optional parent: once the parent is filled). */
  readonly required: boolean;
  readonly maxLength?: number;
  /** Digits after the point that the system keeps. */
  readonly scale?: number;
  readonly list: boolean;
  readonly readOnly: boolean;
  readonly description?: string;
  /** The keys of the JSON that carries an amount of money. */
  readonly moneyKeys?: { readonly amount: string; readonly currency: string };
}

/** Records that hold themselves are followed this far when their required fields are listed. */
const DEEPEST = 6;

export function targetField(record: RecordNode, links: KindLinks, path: string): TargetField | undefined {
  const found = propertyAt(record, path);
  if (found === undefined) return undefined;
  const { property, above } = found;
  const cleanPath = stepsOf(path).join(".");
  const { node } = property.slot();
  const inner = node.kind === "list" ? node.of().node : node;
  const money = inner.kind === "record" ? inner.money : undefined;
  return {
    path: cleanPath,
    type: typeOf(node, links, cleanPath),
    required: property.requiredOnCreate,
    ...(node.kind === "text" && node.maxLength !== undefined ? { maxLength: node.maxLength } : {}),
    ...(node.kind === "decimal" && node.scale !== undefined ? { scale: node.scale } : {}),
    list: node.kind === "list",
    readOnly: above.some((each) => each.readOnly),
    ...(property.description === undefined ? {} : { description: property.description }),
    ...(money === undefined ? {} : { moneyKeys: money }),
  };
}

/** The fields below a path that can be written; those of the record itself for the empty path. */
export function targetNames(record: RecordNode, path: string): readonly string[] {
  const below = path === "" ? record : recordIn(propertyAt(record, path)?.property.slot());
  if (below === undefined) return [];
  return [...below.properties.values()].filter((property) => !property.readOnly).map((property) => property.name);
}

/** Every path that a create must fill, those below optional parents included. */
export function requiredOnCreate(record: RecordNode, prefix = "", depth = 0): readonly string[] {
  if (depth > DEEPEST) return [];
  const paths: string[] = [];
  for (const property of record.properties.values()) {
    if (property.readOnly) continue;
    const path = prefix + property.name;
    if (property.requiredOnCreate) paths.push(path);
    const below = recordIn(property.slot());
    if (below !== undefined) paths.push(...requiredOnCreate(below, `${path}.`, depth + 1));
  }
  return paths;
}

export function hasProperty(record: RecordNode, path: string): boolean {
  return propertyAt(record, path) !== undefined;
}

/** The property a path ends in, with those on the way and itself. Row numbers are passed over. */
function propertyAt(record: RecordNode, path: string): { property: Property; above: readonly Property[] } | undefined {
  const properties: Property[] = [];
  let at: RecordNode | undefined = record;
  for (const step of stepsOf(path)) {
    const last = properties.at(-1);
    if (last !== undefined) at = recordIn(last.slot());
    const property = at?.properties.get(step);
    if (property === undefined) return undefined;
    properties.push(property);
  }
  const property = properties.at(-1);
  return property === undefined ? undefined : { property, above: properties };
}

function stepsOf(path: string): readonly string[] {
  return path.split(".").filter((step) => !/^[0-9]+$/.test(step));
}

function recordIn(slot: Slot | undefined): RecordNode | undefined {
  let node = slot?.node;
  while (node?.kind === "list") node = node.of().node;
  return node?.kind === "record" ? node : undefined;
}
