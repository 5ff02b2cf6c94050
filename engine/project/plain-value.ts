import type { YamlNode } from "../source/yaml-tree.ts";
import { fromText } from "../value/decimal.ts";
import type { Value } from "../value/value.ts";

/** The data of a YAML tree; a number keeps its digits. */
export function plainValue(node: YamlNode): Value {
  if (node.kind === "list") return node.items.map(plainValue);
  if (node.kind === "map")
    return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plainValue(value)]));
  return typeof node.value === "number" ? (fromText(node.text) ?? node.value) : node.value;
}
