import type { SourceText } from "../../source/span.ts";
import type { YamlMap } from "../../source/yaml-tree.ts";
import { parseCell } from "../cells/expressions.ts";
import { kindUseNamed } from "../context/context.ts";
import { didYouMean, headOf, Keys, mapOf } from "../context/keys.ts";
import { FLOW_KINDS, hasFlowKey, hasKey } from "./flow-file.ts";
import { readMessages } from "./message-texts.ts";
import type { OpenedContext } from "./opened-context.ts";
import { readTables } from "./tables.ts";

const SHARED = ["messages", "computed", "tables"];

/** Messages, computed fields and tables may stand in any file. */
export function readShared(context: OpenedContext, map: YamlMap, files: readonly SourceText[]): void {
  const { report } = context;
  const keys = new Keys(
    map,
    "a mapping file",
    SHARED,
    () => {},
    () => true,
  );
  if (!SHARED.some((key) => keys.has(key)) && !hasFlowKey(map) && !hasKey(map, "integration")) {
    const words = map.entries.map((entry) => entry.key.text);
    const hints = words.flatMap((word) => didYouMean(word, [...FLOW_KINDS, "integration", ...SHARED])).slice(0, 1);
    context.used.incomplete = true;
    report("file-kind", headOf(map), { kinds: ["integration", ...FLOW_KINDS, ...SHARED] }, { hints });
    return;
  }
  if (!hasFlowKey(map) && !hasKey(map, "integration"))
    void new Keys(map, "a file of messages, computed fields or tables", SHARED, report);
  const inner = new Keys(map, "a mapping file", SHARED, report, () => true);
  const messages = inner.mapOf("messages");
  const tables = inner.mapOf("tables");
  const computed = inner.mapOf("computed");
  if (messages !== undefined) readMessages(messages, context.messages, report);
  if (tables !== undefined) readTables(tables, files, context.tables, report);
  for (const { key, value } of computed?.entries ?? []) {
    const kind = kindUseNamed({ ...context, withComputed: (shape) => shape }, key.text, key.span);
    const fields = mapOf(value, `the computed fields of ${key.text}`, report);
    if (kind === undefined || fields === undefined) continue;
    for (const field of fields.entries) {
      const parsed = parseCell(field.value, field.key.text, report);
      if (parsed !== undefined)
        context.computed.add(
          { kind: kind.schema.name, name: field.key.text, parsed, span: field.key.span },
          kind.shape,
        );
    }
  }
}
