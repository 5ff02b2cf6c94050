import type { Shape, Type } from "../../language/types/type.ts";
import { didYouMean, spanOfNode } from "../../mapping/context/keys.ts";
import { plainValue } from "../../project/plain-value.ts";
import type { Report } from "../../source/diagnostic.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../../source/yaml-tree.ts";
import { fromText } from "../../value/decimal.ts";
import { FileValue, type RecordValue, type Value } from "../../value/value.ts";

/** What a name of the test file stands for, as a reference or whole. */
export interface NamedRecords {
  /** With the fields that such a reference carries, as the schema says, besides the identity. */
  reference(kind: string, name: string, embedded: readonly string[]): RecordValue | undefined;
  whole(kind: string, name: string): RecordValue | undefined;
}

/** Makes the JSON a system would give of what a test file says of a record; typed by the record's shape. */
export function recordOf(map: YamlMap, shape: Shape, names: NamedRecords, report: Report): RecordValue {
  const record: Record<string, Value> = {};
  for (const { key, value } of map.entries) {
    const field = shape.field(key.text);
    if (field === undefined) {
      report(
        "test-field-unknown",
        key.span,
        { field: key.text, record: shape.name },
        { hints: didYouMean(key.text, shape.names()) },
      );
      continue;
    }
    record[key.text] = typedValue(value, field.type, {
      names,
      report,
      whole: field.isCall === true,
      what: `${shape.name}.${key.text}`,
    });
  }
  return record;
}

/** Where a value belongs that is being typed. */
export interface TypedPlace {
  readonly names: NamedRecords;
  readonly report: Report;
  /** A relation: its items are whole records, not references to them. */
  readonly whole: boolean;
  readonly what: string;
}

/** The value of the node where a value of the type belongs; `undefined` after a fault that was reported. */
export function typedValue(node: YamlNode, type: Type, place: TypedPlace): Value {
  if (node.kind === "scalar" && node.value === null && node.style === "plain") return null;
  switch (type.kind) {
    case "optional":
      return typedValue(node, type.of, place);
    case "list":
      return node.kind === "list"
        ? node.items.map((item) => typedValue(item, type.of, place))
        : wrong(node, "a list", place);
    case "record":
      return recordValue(node, type.shape, place);
    case "file":
      return fileOf(node, place);
    case "text":
      return node.kind === "scalar" ? node.text : wrong(node, "a text", place);
    case "date":
    case "datetime":
      return node.kind === "scalar" && /^\d{4}-\d{2}-\d{2}/.test(node.text)
        ? node.text
        : wrong(node, `a ${type.kind}`, place);
    case "bool":
      return node.kind === "scalar" && typeof node.value === "boolean"
        ? node.value
        : wrong(node, "true or false", place);
    case "int":
    case "decimal":
      return node.kind === "scalar"
        ? (fromText(node.text) ?? wrong(node, "a number", place))
        : wrong(node, "a number", place);
    case "enum":
      return enumOf(node, type.members, place);
    default:
      return plainValue(node);
  }
}

function recordValue(node: YamlNode, shape: Shape, place: TypedPlace): Value {
  const { names, report } = place;
  if (node.kind === "map") return recordOf(node, shape, names, report);
  if (node.kind === "list" || shape.kind === undefined) return wrong(node, `a record (${shape.name})`, place);
  const named = place.whole
    ? names.whole(shape.kind, node.text)
    : names.reference(shape.kind, node.text, embeddedIn(shape));
  if (named === undefined) report("test-reference-unknown", node.span, { name: node.text, kind: shape.kind });
  return named;
}

/** The fields that stand in the reference itself; the others are read from the record it names. */
function embeddedIn(shape: Shape): readonly string[] {
  return shape.names().filter((name) => shape.field(name)?.isCall !== true);
}

function enumOf(node: YamlNode, members: readonly string[], place: TypedPlace): Value {
  if (node.kind !== "scalar") return wrong(node, "a word", place);
  if (members.includes(node.text)) return node.text;
  const hints = didYouMean(node.text, members);
  place.report(
    "shape-wrong",
    node.span,
    {
      what: place.what,
      expected: members.length > 12 ? "one of its words" : `one of ${members.join(", ")}`,
      found: `"${node.text}"`,
    },
    { hints },
  );
  return undefined;
}

/** `{ name: a.pdf, type: application/pdf, size: 1000 }`; its content does not matter to a mapping. */
function fileOf(node: YamlNode, place: TypedPlace): Value {
  if (node.kind !== "map") return wrong(node, "a file: { name, type, size }", place);
  const at = (key: string): YamlScalar | undefined => {
    const value = node.entries.find((entry) => entry.key.text === key)?.value;
    return value?.kind === "scalar" ? value : undefined;
  };
  const size = at("size");
  return new FileValue(
    at("name")?.text ?? "file",
    at("type")?.text ?? "application/octet-stream",
    size === undefined ? undefined : Number(size.text),
    { from: "bytes", bytes: new Uint8Array() },
  );
}

function wrong(node: YamlNode, expected: string, { report, what }: TypedPlace): undefined {
  const found = node.kind === "scalar" ? `"${node.text}"` : node.kind === "list" ? "a list" : "keys with values";
  report("shape-wrong", spanOfNode(node), { what, expected, found });
}

/** The type at a dotted path below a shape, rows passed over by their number; undefined where there is no such field. */
export function typeAt(
  shape: Shape,
  path: readonly string[],
): { readonly type: Type; readonly isCall: boolean } | undefined {
  let type: Type = { kind: "record", shape };
  let isCall = false;
  for (const part of path) {
    while (type.kind === "optional") type = type.of;
    if (/^\d+$/.test(part) && type.kind === "list") {
      type = type.of;
      continue;
    }
    if (type.kind === "list") type = type.of;
    if (type.kind === "optional") type = type.of;
    if (type.kind === "money") return { type: { kind: "unknown" }, isCall };
    if (type.kind !== "record") return undefined;
    const field = type.shape.field(part);
    if (field === undefined) return undefined;
    type = field.type;
    isCall = field.isCall === true;
  }
  return { type, isCall };
}
