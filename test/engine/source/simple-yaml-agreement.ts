import { expect } from "vitest";
import { readAnyYaml } from "../../../engine/source/read-yaml.ts";
import { readSimpleYaml } from "../../../engine/source/simple-yaml.ts";
import type { YamlNode } from "../../../engine/source/yaml-tree.ts";

/** All that a reader of the tree can see of it. */
function seen(node: YamlNode): unknown {
  const place = [node.span.start, node.span.end];
  if (node.kind === "list") return { list: node.items.map(seen), place };
  if (node.kind === "map") return { map: node.entries.map(({ key, value }) => [seen(key), seen(value)]), place };
  const { text, value, style, inFlow } = node;
  const offsets = Array.from({ length: text.length + 3 }, (_, index) => node.offsetAt(index - 1));
  return { text, value, style, inFlow, offsets, place };
}

/** Whether a text was simple; fails where the two readers differ. */
export function agree(text: string): boolean {
  const source = { path: "x.yaml", text };
  const simple = readSimpleYaml(source);
  if (simple === undefined) return false;
  const faults: string[] = [];
  const any = readAnyYaml(source, (code) => void faults.push(code));
  expect({ text, faults, node: seen(simple) }).toEqual({ text, faults: [], node: any && seen(any) });
  return true;
}
