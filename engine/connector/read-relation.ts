import type { Report } from "../source/diagnostic.ts";
import type { YamlNode } from "../source/yaml-tree.ts";
import type { Bulk, Call, FileDescription, Relation, RelationSource, Together } from "./description.ts";
import { readCall } from "./read-call.ts";
import { type PagingStyles, readPaging } from "./read-list.ts";
import { template } from "./template.ts";
import { type Fields, fieldsOf, readBool, readCount, readText, readTexts, readWord } from "./yaml-fields.ts";

export function readRelations(
  node: YamlNode | undefined,
  what: string,
  styles: PagingStyles,
  report: Report,
): ReadonlyMap<string, Relation> {
  const relations = new Map<string, Relation>();
  for (const { key, value } of fieldsOf(node, what, report)?.entries ?? []) {
    const relation = readRelation(key, value, `${what}.${key}`, styles, report);
    if (relation !== undefined) relations.set(key, relation);
  }
  return relations;
}

function readRelation(
  name: string,
  node: YamlNode,
  what: string,
  styles: PagingStyles,
  report: Report,
): Relation | undefined {
  const fields = fieldsOf(node, what, report);
  if (fields === undefined) return undefined;
  const many = readBool(fields.take("many"), `${what}.many`, report) ?? false;
  const through = readText(fields.take("through"), `${what}.through`, report);
  if (through !== undefined) {
    const relation = readText(fields.need("relation"), `${what}.relation`, report);
    fields.end();
    return relation === undefined ? undefined : { is: "through", name, through, relation };
  }
  const onlyIf = readText(fields.take("only if"), `${what}.only if`, report);
  const source = readSource(fields, styles);
  const file = readFile(fields.take("file"), `${what}.file`, report);
  if (file !== undefined) {
    fields.end();
    return { is: "files", name, many, onlyIf, source, file };
  }
  const kind = readText(fields.need("kind"), `${what}.kind`, report);
  const bulk = readBulk(fields.take("bulk"), `${what}.bulk`, styles, report);
  const together = readTogether(fields.take("together"), `${what}.together`, report);
  fields.end();
  if (source === undefined) report("connector-key-missing", fields.span, { key: "call", where: what });
  if (kind === undefined || source === undefined) return undefined;
  return { is: "records", name, kind, many, onlyIf, source, bulk, together };
}

function readSource(fields: Fields, styles: PagingStyles): RelationSource | undefined {
  const { report, where } = fields;
  const call = readCall(fields.take("call"), `${where}.call`, report);
  const calls = readCalls(fields.take("calls"), `${where}.calls`, report);
  const by = readText(fields.take("by"), `${where}.by`, report);
  const field = readText(fields.take("field"), `${where}.field`, report);
  const paging = readPaging(fields.take("pages"), `${where}.pages`, styles, report);
  const items = readText(fields.take("items"), `${where}.items`, report) ?? "body";
  if (call !== undefined) return { from: "call", call, paging, items };
  if (calls.size > 0 && by !== undefined) return { from: "calls", by, calls, paging, items };
  return field === undefined ? undefined : { from: "field", field };
}

function readCalls(node: YamlNode | undefined, what: string, report: Report): ReadonlyMap<string, Call> {
  const calls = new Map<string, Call>();
  for (const { key, value } of fieldsOf(node, what, report)?.entries ?? []) {
    const call = readCall(value, `${what}.${key}`, report);
    if (call !== undefined) calls.set(key, call);
  }
  return calls;
}

function readBulk(node: YamlNode | undefined, what: string, styles: PagingStyles, report: Report): Bulk | undefined {
  const fields = fieldsOf(node, what, report);
  const call = readCall(fields?.need("call"), `${what}.call`, report);
  const by = readText(fields?.need("by"), `${what}.by`, report);
  if (fields === undefined || call === undefined || by === undefined) return undefined;
  const bulk: Bulk = {
    call,
    by,
    paging: readPaging(fields.take("pages"), `${what}.pages`, styles, report),
    items: readText(fields.take("items"), `${what}.items`, report) ?? "body",
    changed: readText(fields.take("changed"), `${what}.changed`, report),
    since: readText(fields.take("since"), `${what}.since`, report),
    sameWhile: readTexts(fields.take("same while"), `${what}.same while`, report),
    atLeast: readCount(fields.take("at least"), `${what}.at least`, report) ?? 20,
  };
  fields.end();
  return bulk;
}

function readTogether(node: YamlNode | undefined, what: string, report: Report): Together | undefined {
  const fields = fieldsOf(node, what, report);
  const of = readText(fields?.need("of"), `${what}.of`, report);
  const by = readText(fields?.need("by"), `${what}.by`, report);
  if (fields === undefined || of === undefined || by === undefined) return undefined;
  const atLeast = readCount(fields.take("at least"), `${what}.at least`, report) ?? 2;
  const calls = readCalls(fields.need("calls"), `${what}.calls`, report);
  fields.end();
  return { of, by, atLeast, calls };
}

function readFile(node: YamlNode | undefined, what: string, report: Report): FileDescription | undefined {
  const fields = fieldsOf(node, what, report);
  const call = readCall(fields?.need("call"), `${what}.call`, report);
  const name = readText(fields?.need("name"), `${what}.name`, report);
  const type = readText(fields?.need("type"), `${what}.type`, report);
  if (fields === undefined || call === undefined || name === undefined || type === undefined) return undefined;
  const size = readText(fields.take("size"), `${what}.size`, report);
  const answer = readWord(fields.take("answer"), `${what}.answer`, ["bytes", "multipart"] as const, report) ?? "bytes";
  fields.end();
  return { call, name: name.includes("{") ? template(name) : name, type, size, answer };
}
