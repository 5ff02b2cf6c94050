import { messageOf } from "../../../engine/report/message-of.ts";
import { collector } from "../../../engine/source/collect.ts";
import type { Report } from "../../../engine/source/diagnostic.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";
import type { YamlNode } from "../../../engine/source/yaml-tree.ts";

/** What a reader makes of a part of a connector, and what it says of it. */
export function readPart<Made>(
  text: string,
  read: (node: YamlNode, report: Report) => Made,
): { readonly made: Made; readonly messages: readonly string[] } {
  const faults = collector();
  const node = readYaml({ path: "connector.yaml", text }, faults.report);
  if (node === undefined) throw new Error("it is no YAML");
  const made = read(node, faults.report);
  return { made, messages: faults.diagnostics.map(messageOf) };
}
