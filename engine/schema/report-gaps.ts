import type { SchemaGap } from "../source/codes.ts";
import type { Report } from "../source/diagnostic.ts";
import type { YamlMap } from "../source/yaml-tree.ts";
import type { RecordNode, Slot } from "./lower.ts";
import type { SystemSchema } from "./system-schema.ts";

/** A record that holds itself is followed this far. */
const DEEPEST = 6;

/**
 * Notes every field of which nothing is known but that it is there: its schema says something that our types cannot.
 * It looks at all fields of all kinds, so it is for those who write a connector and not for a run; the gaps of the systems
 * that we ship are held against a list by a test. The notes stand at the kinds of the connector; `kind`: at that one only.
 */
export function reportGaps(schema: SystemSchema, connector: YamlMap, report: Report, kind?: string): void {
  const kinds = connector.entries.find((entry) => entry.key.text === "kinds")?.value;
  const entries = kinds?.kind === "map" ? kinds.entries : [];
  for (const { key } of entries) {
    if (kind !== undefined && key.text !== kind) continue;
    const record = schema.kinds.get(key.text)?.record;
    if (record === undefined) continue;
    const gaps = gapsOf(record, key.text, 0);
    const [first] = gaps;
    if (first === undefined) continue;
    report("schema-gap", key.span, { ...first, more: gaps.slice(1) }, { severity: "note" });
  }
}

function gapsOf(record: RecordNode, path: string, depth: number): readonly SchemaGap[] {
  if (depth > DEEPEST) return [];
  return [...record.properties.values()].flatMap((property) =>
    slotGaps(property.slot(), `${path}.${property.name}`, depth),
  );
}

function slotGaps({ node }: Slot, path: string, depth: number): readonly SchemaGap[] {
  if (node.kind === "unknown") return [{ field: path, gap: node.gap }];
  if (node.kind === "record") return gapsOf(node, path, depth + 1);
  return node.kind === "list" || node.kind === "table" ? slotGaps(node.of(), path, depth) : [];
}
