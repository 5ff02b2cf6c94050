import type { Report } from "../source/diagnostic.ts";
import { nearest } from "../source/nearest.ts";
import type { YamlNode } from "../source/yaml-tree.ts";
import type { Filter, Kind, Reference, Sends, WriteCall } from "./description.ts";
import { readCall, readWriteCall, SENDS } from "./read-call.ts";
import { type PagingStyles, readListCall, readMany } from "./read-list.ts";
import { readRelations } from "./read-relation.ts";
import { fieldsOf, readCount, readText, readTexts, readWord } from "./yaml-fields.ts";

/** What the whole connector says and each kind may use. */
export interface KindDefaults {
  readonly styles: PagingStyles;
  readonly sends: Sends;
  readonly kindNames: ReadonlySet<string>;
}

export function readKind(name: string, node: YamlNode, defaults: KindDefaults, report: Report): Kind | undefined {
  const where = `kinds.${name}`;
  const fields = fieldsOf(node, where, report);
  if (fields === undefined) return undefined;
  const schema = readText(fields.need("schema"), `${where}.schema`, report);
  const id = readText(fields.need("id"), `${where}.id`, report);
  const sends = readWord(fields.take("sends"), `${where}.sends`, SENDS, report) ?? defaults.sends;
  const write = (key: string) => readWriteCall(fields.take(key), `${where}.${key}`, sends, report);
  const kind: Kind = {
    name,
    schema: schema ?? "",
    id: id ?? "",
    label: readTexts(fields.need("label"), `${where}.label`, report),
    list: readListCall(fields.take("list"), `${where}.list`, defaults.styles, report),
    read: readCall(fields.take("read"), `${where}.read`, report),
    many: readMany(fields.take("many"), `${where}.many`, report),
    create: write("create"),
    update: write("update"),
    undo: write("undo"),
    actions: readActions(fields.take("actions"), `${where}.actions`, report),
    filters: readFilters(fields.take("filters"), `${where}.filters`, report),
    references: readReferences(fields.take("references"), `${where}.references`, defaults.kindNames, report),
    relations: readRelations(fields.take("relations"), `${where}.relations`, defaults.styles, report),
  };
  fields.end();
  checkRelationKinds(kind, fields.span, defaults.kindNames, report);
  return schema === undefined || id === undefined ? undefined : kind;
}

function checkRelationKinds(kind: Kind, span: Parameters<Report>[1], names: ReadonlySet<string>, report: Report): void {
  for (const relation of kind.relations.values()) {
    if (relation.is === "records" && !names.has(relation.kind)) {
      report("connector-name-unknown", span, {
        what: "kind",
        name: relation.kind,
        nearest: nearest(relation.kind, names),
      });
    }
  }
}

function readActions(node: YamlNode | undefined, what: string, report: Report): ReadonlyMap<string, WriteCall> {
  const actions = new Map<string, WriteCall>();
  for (const { key, value } of fieldsOf(node, what, report)?.entries ?? []) {
    const action = readWriteCall(value, `${what}.${key}`, "changed fields", report);
    if (action !== undefined) actions.set(key, action);
  }
  return actions;
}

function readFilters(node: YamlNode | undefined, what: string, report: Report): ReadonlyMap<string, Filter> {
  const filters = new Map<string, Filter>();
  for (const { key, value } of fieldsOf(node, what, report)?.entries ?? []) {
    const fields = fieldsOf(value, `${what}.${key}`, report);
    if (fields === undefined) continue;
    const parameter = readText(fields.take("parameter"), `${what}.${key}.parameter`, report);
    const header = readText(fields.take("header"), `${what}.${key}.header`, report);
    const name = parameter ?? header;
    if (name === undefined) report("connector-key-missing", fields.span, { key: "parameter", where: `${what}.${key}` });
    const filter: Filter = {
      by: parameter === undefined ? "header" : "parameter",
      name: name ?? "",
      values:
        readWord(fields.take("values"), `${what}.${key}.values`, ["one", "repeat", "comma"] as const, report) ?? "one",
      most: readCount(fields.take("most"), `${what}.${key}.most`, report) ?? 50,
      compares:
        readWord(fields.take("compares"), `${what}.${key}.compares`, ["equals", "contains"] as const, report) ??
        "equals",
    };
    fields.end();
    filters.set(key, filter);
  }
  return filters;
}

function readReferences(
  node: YamlNode | undefined,
  what: string,
  kindNames: ReadonlySet<string>,
  report: Report,
): ReadonlyMap<string, Reference> {
  const references = new Map<string, Reference>();
  for (const { key, value } of fieldsOf(node, what, report)?.entries ?? []) {
    const fields = fieldsOf(value, `${what}.${key}`, report);
    const kindNode = fields?.need("kind");
    const kind = readText(kindNode, `${what}.${key}.kind`, report);
    if (fields === undefined || kindNode === undefined || kind === undefined) continue;
    if (!kindNames.has(kind))
      report("connector-name-unknown", kindNode.span, { what: "kind", name: kind, nearest: nearest(kind, kindNames) });
    references.set(key, {
      kind,
      by: readText(fields.take("by"), `${what}.${key}.by`, report),
      as: readText(fields.take("as"), `${what}.${key}.as`, report),
    });
    fields.end();
  }
  return references;
}
