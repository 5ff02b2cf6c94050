import type { YamlMap, YamlNode } from "../source/yaml-tree.ts";
import { type Context, type FlowHead, kindUseNamed } from "./context/context.ts";
import { type FlowFile, hasKey } from "./files/flow-file.ts";
import type { OpenedContext } from "./files/opened-context.ts";
import type { KindUse } from "./tree/kind-use.ts";
import { twoWayHead } from "./two-way/two-way.ts";

/** What others may ask of a flow before it is read. Faults in its kinds are reported when it is read. */
export function noteHead(context: OpenedContext, file: FlowFile): void {
  const there = context.flows.get(file.name);
  if (there !== undefined) {
    context.report(
      "flow-twice",
      file.nameSpan,
      { name: file.name },
      { related: [{ span: there.span, label: "it stands here already" }] },
    );
    return;
  }
  const silent: Context = { ...context, report: () => {} };
  const kindOf = (key: string): KindUse | undefined => {
    const entry = file.map.entries.find((candidate) => candidate.key.text === key);
    return entry?.value.kind === "scalar" ? kindUseNamed(silent, entry.value.text, entry.value.span) : undefined;
  };
  const sides = file.kind === "two-way register" ? twoWayHead(silent, file.map) : [];
  const from = kindOf("from");
  context.flows.set(file.name, {
    kind: file.kind,
    name: file.name,
    span: file.nameSpan,
    from,
    to: kindOf("to"),
    namedBy: namedBy(file.map, from),
    sides,
  });
}

/** What is carried goes by the record's id, unless `once for` says otherwise or `each` makes several of one record. */
function namedBy(map: YamlMap, from: KindUse | undefined): FlowHead["namedBy"] {
  const onceFor = map.entries.find(({ key }) => key.text === "once for")?.value;
  if (onceFor === undefined) return hasKey(map, "each") ? "each" : undefined;
  const parts = onceFor.kind === "list" ? onceFor.items : [onceFor];
  const isId = ([only, ...others]: readonly YamlNode[]) =>
    only?.kind === "scalar" && others.length === 0 && only.style === "plain" && only.text === from?.schema.id;
  return isId(parts) ? undefined : "once for";
}
