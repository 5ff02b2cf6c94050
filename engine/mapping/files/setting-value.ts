import { nearest } from "../../source/nearest.ts";
import type { YamlNode, YamlScalar } from "../../source/yaml-tree.ts";
import type { Value } from "../../value/value.ts";
import { type Context, kindUseNamed } from "../context/context.ts";
import { didYouMean, found, type Keys, mapOf, scalarOf, spanOfNode } from "../context/keys.ts";
import type { ScalarWord, SettingValue } from "../tree/setting.ts";

const SCALARS: readonly ScalarWord[] = ["text", "bool", "integer", "decimal", "percent", "date", "email"];

/** Reads what a setting takes, from whichever of `type`, `one of`, `record`, `list of` and `table` it has. */
export function readValue(
  context: Context,
  keys: Keys,
  kind: string,
  path: readonly string[],
): SettingValue | undefined {
  const node = keys.node(kind);
  if (node === undefined) return undefined;
  if (kind === "one of") return readOneOf(context, keys);
  if (kind === "table") return readTable(context, node);
  const scalar = scalarOf(node, `"${kind}"`, context.report);
  if (scalar === undefined) return undefined;
  if (kind === "record") return chosenAmong(context, keys, recordValue(context, scalar));
  const inner = valueNamed(context, scalar, path);
  return kind === "list of" && inner !== undefined ? { kind: "list of", of: inner } : inner;
}

function readOneOf(context: Context, keys: Keys): SettingValue | undefined {
  const list = keys.list("one of");
  if (list === undefined) return undefined;
  const options = list.items.flatMap((item) => scalarOf(item, "an option", context.report)?.text ?? []);
  return { kind: "one of", options };
}

/** `where: { type: TRAVEL }`: only such records may be chosen. */
function chosenAmong(context: Context, keys: Keys, value: SettingValue | undefined): SettingValue | undefined {
  const map = keys.mapOf("where");
  if (map === undefined || value?.kind !== "record") return value;
  const where: Record<string, Value> = {};
  for (const { key, value: node } of map.entries) {
    const scalar = scalarOf(node, `"${key.text}"`, context.report);
    const field = value.of.shape.field(key.text);
    if (field === undefined)
      context.report("field-unknown", key.span, {
        field: key.text,
        of: value.of.name,
        nearest: nearest(key.text, value.of.shape.names()),
      });
    else if (scalar !== undefined) where[key.text] = scalar.value as Value;
  }
  return { ...value, where };
}

function recordValue(context: Context, scalar: YamlScalar): SettingValue | undefined {
  const of = kindUseNamed(context, scalar.text, scalar.span);
  return of === undefined ? undefined : { kind: "record", of, where: {} };
}

/** A word of the list, a kind, or a field of a kind: `procountor/product.unit`. */
function valueNamed(context: Context, scalar: YamlScalar, path: readonly string[]): SettingValue | undefined {
  const type = SCALARS.find((word) => word === scalar.text);
  if (type !== undefined) return { kind: "scalar", type };
  if (!scalar.text.includes("/")) {
    const what = path.length === 0 ? "a column of the table" : `"type"`;
    return void context.report(
      "option-unknown",
      scalar.span,
      { word: scalar.text, what, known: SCALARS },
      { hints: didYouMean(scalar.text, SCALARS) },
    );
  }
  const dot = scalar.text.indexOf(".");
  if (dot < 0) return recordValue(context, scalar);
  const of = kindUseNamed(context, scalar.text.slice(0, dot), scalar.span);
  if (of === undefined) return undefined;
  const name = scalar.text.slice(dot + 1);
  const field = of.shape.field(name);
  if (field === undefined)
    return void context.report("field-unknown", scalar.span, {
      field: name,
      of: of.name,
      nearest: nearest(name, of.shape.names()),
    });
  return { kind: "field", of, type: field.type.kind === "optional" ? field.type.of : field.type };
}

/** `table: { text: procountor/product.unit }`: the type of its keys and that of its values. */
function readTable(context: Context, node: YamlNode): SettingValue | undefined {
  const map = mapOf(node, `"table"`, context.report);
  if (map === undefined) return undefined;
  const [entry] = map.entries;
  if (entry === undefined || map.entries.length !== 1) {
    return void context.report("shape-wrong", spanOfNode(node), {
      what: `"table"`,
      expected: "one pair, e.g. { text: decimal }",
      found: found(node),
    });
  }
  const key = valueNamed(context, entry.key, []);
  const scalar = scalarOf(entry.value, `"table"`, context.report);
  const value = scalar === undefined ? undefined : valueNamed(context, scalar, []);
  return key === undefined || value === undefined ? undefined : { kind: "table", key, value };
}
