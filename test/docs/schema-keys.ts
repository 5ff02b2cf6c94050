import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./markdown.ts";

interface Node {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly $defs?: Readonly<Record<string, Node>>;
  readonly $ref?: string;
}

/** The keys that one of our own schemas knows: `transfer.json`, or a part of it, `transfer.json#step`. Parts have tables of their own. */
export function schemaKeys(place: string): readonly string[] {
  const [file = "", part] = place.split("#");
  const schema = JSON.parse(readFileSync(join(root, "schemas/koppel", file), "utf8")) as Node;
  const node = part === undefined ? schema : schema.$defs?.[part];
  if (node === undefined) throw new Error(`${file} has no part ${part}`);
  return [...new Set(keysOf(node, ""))];
}

/** `companies.of`, `systems.*.connector`: keys of maps inside, as far as they are written out there. */
function keysOf(node: Node, prefix: string): readonly string[] {
  if (node.$ref !== undefined) return [];
  const own = Object.entries(node.properties ?? {}).flatMap(([key, value]) => [
    `${prefix}${key}`,
    ...keysOf(value, `${prefix}${key}.`),
  ]);
  const open = typeof node.additionalProperties === "object" ? keysOf(node.additionalProperties, `${prefix}*.`) : [];
  const inner = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.items === undefined ? [] : [node.items])];
  return [...own, ...open, ...inner.flatMap((one) => keysOf(one, prefix))];
}
