import type { Report } from "../source/diagnostic.ts";
import { nearest } from "../source/nearest.ts";
import type { Span } from "../source/span.ts";
import type { YamlEntry, YamlMap, YamlNode } from "../source/yaml-tree.ts";
import type { Reference, Relation } from "./shape.ts";

/** The kinds of the connector with the field that identifies each. */
type Declared = ReadonlyMap<string, string | undefined>;

/** What a connector file says of one record kind, as far as its records are concerned; its calls are the connector's. */
export interface ConnectorKind {
  readonly kind: string;
  readonly file: string;
  readonly fileSpan: Span;
  readonly id: string;
  /** No call reads or lists such records by themselves: they come with others. */
  readonly embedded: boolean;
  readonly idSpan: Span;
  readonly label: readonly string[];
  readonly references: ReadonlyMap<string, Reference & { readonly span: Span }>;
  readonly relations: ReadonlyMap<string, Relation>;
  readonly filters: ReadonlySet<string>;
  readonly actions: ReadonlySet<string>;
  readonly can: Can;
}

/** Which calls there are for a kind of records. */
export interface Can {
  readonly create: boolean;
  readonly update: boolean;
  readonly undo: boolean;
  readonly list: boolean;
  readonly read: boolean;
  /** Its list can be asked for what has changed since a moment. */
  readonly listChanges: boolean;
}

/** `system`: the name that its kinds go by (`system/kind`), where that is not the connector's own. */
export function connectorKinds(
  connector: YamlMap,
  report: Report,
  system?: string,
): { readonly name: string; readonly title: string; readonly kinds: readonly ConnectorKind[] } {
  const own = textAt(connector, "connector") ?? "";
  const name = system ?? own;
  const declared = mapAt(connector, "kinds")?.entries ?? [];
  const ids: Declared = new Map(
    declared.map(({ key, value }) => [key.text, value.kind === "map" ? textAt(value, "id") : undefined]),
  );
  const kinds: ConnectorKind[] = [];
  for (const entry of declared) {
    const kind = readKind(name, entry, ids, report);
    if (kind !== undefined) kinds.push(kind);
  }
  return { name, title: textAt(connector, "title") ?? own, kinds };
}

function readKind(system: string, entry: YamlEntry, declared: Declared, report: Report): ConnectorKind | undefined {
  const { key, value } = entry;
  const kind = key.text;
  if (value.kind !== "map") {
    report("connector-kind-incomplete", value.span, { kind, key: "schema" });
    return undefined;
  }
  const file = entryAt(value, "schema")?.value;
  const id = entryAt(value, "id")?.value;
  const missing = [file?.kind === "scalar" ? [] : "schema", id?.kind === "scalar" ? [] : "id"].flat();
  if (missing.length > 0) report("connector-kind-incomplete", key.span, { kind, key: missing.join(" and its ") });
  if (file?.kind !== "scalar" || id?.kind !== "scalar") return undefined;
  const has = (name: string): boolean => entryAt(value, name) !== undefined;
  return {
    kind,
    file: file.text,
    fileSpan: file.span,
    id: id.text,
    embedded: !has("read") && !has("list"),
    idSpan: id.span,
    label: textsOf(entryAt(value, "label")?.value),
    references: readReferences(system, value, declared, report),
    relations: readRelations(system, value, declared, report),
    filters: new Set(keysAt(value, "filters")),
    actions: new Set(keysAt(value, "actions")),
    can: {
      create: has("create"),
      update: has("update"),
      undo: has("undo"),
      list: has("list"),
      read: has("read"),
      listChanges: listsChanges(entryAt(value, "list")?.value),
    },
  };
}

function listsChanges(list: YamlNode | undefined): boolean {
  return list?.kind === "map" && entryAt(list, "changed") !== undefined;
}

/**
 * `customer: { kind: customer, by: guid }` for an embedded record, `partnerId: { kind: businessPartner, as: partner }`
 * for a bare id; paths go through lists as `projects[]`. Without `by`, the id of the other kind is meant.
 */
function readReferences(system: string, kind: YamlMap, declared: Declared, report: Report) {
  const references = new Map<string, Reference & { readonly span: Span }>();
  for (const { key, value } of mapAt(kind, "references")?.entries ?? []) {
    const target = value.kind === "map" ? entryAt(value, "kind")?.value : value;
    if (!isKnown(target, declared, report, key.span)) continue;
    const options = value.kind === "map" ? value : undefined;
    references.set(key.text.replaceAll("[]", ""), {
      kind: `${system}/${target.text}`,
      by: (options && textAt(options, "by")) ?? declared.get(target.text) ?? "id",
      as: options && textAt(options, "as"),
      span: key.span,
    });
  }
  return references;
}

/** `rows: { kind: invoiceRow, many: true, … }` for records, `pdf: { file: … }` for a file, with `many` for a list of files. */
function readRelations(system: string, kind: YamlMap, declared: Declared, report: Report) {
  const relations = new Map<string, Relation>();
  for (const { key, value } of mapAt(kind, "relations")?.entries ?? []) {
    if (value.kind !== "map") continue;
    const target = entryAt(value, "kind")?.value;
    const isFile = target === undefined && ["file", "through"].some((name) => entryAt(value, name) !== undefined);
    if (!isFile && !isKnown(target, declared, report, key.span)) continue;
    relations.set(key.text, {
      kind: target?.kind === "scalar" ? `${system}/${target.text}` : undefined,
      many: textAt(value, "many") === "true",
      description: textAt(value, "about") ?? textAt(value, "title"),
    });
  }
  return relations;
}

function isKnown(
  node: YamlNode | undefined,
  declared: Declared,
  report: Report,
  span: Span,
): node is Extract<YamlNode, { kind: "scalar" }> {
  if (node?.kind === "scalar" && declared.has(node.text)) return true;
  const found = node?.kind === "scalar" ? node.text : "";
  const close = nearest(found, declared.keys());
  const names = [...declared.keys()];
  report("connector-kind-unknown", node?.span ?? span, {
    kind: found,
    names,
    ...(close === undefined ? {} : { nearest: close }),
  });
  return false;
}

function entryAt(map: YamlMap, key: string): YamlEntry | undefined {
  return map.entries.find((entry) => entry.key.text === key);
}

function textAt(map: YamlMap, key: string): string | undefined {
  const node = entryAt(map, key)?.value;
  return node?.kind === "scalar" ? node.text : undefined;
}

function mapAt(map: YamlMap, key: string): YamlMap | undefined {
  const node = entryAt(map, key)?.value;
  return node?.kind === "map" ? node : undefined;
}

function keysAt(map: YamlMap, key: string): readonly string[] {
  return mapAt(map, key)?.entries.map((entry) => entry.key.text) ?? [];
}

function textsOf(node: YamlNode | undefined): readonly string[] {
  if (node?.kind === "scalar") return [node.text];
  if (node?.kind !== "list") return [];
  return node.items.flatMap((item) => (item.kind === "scalar" ? [item.text] : []));
}
