import type { Report } from "../source/diagnostic.ts";
import { nearest } from "../source/nearest.ts";
import type { YamlNode } from "../source/yaml-tree.ts";
import type { ListCall, PageSize, Paging, ReadMany } from "./description.ts";
import { readCall } from "./read-call.ts";
import {
  type Fields,
  fieldsOf,
  readBool,
  readConstant,
  readCount,
  readList as readItems,
  readPairs,
  readText,
  readTexts,
  readWord,
} from "./yaml-fields.ts";

export type PagingStyles = ReadonlyMap<string, Paging>;

export function readPagingStyles(node: YamlNode | undefined, report: Report): PagingStyles {
  const styles = new Map<string, Paging>();
  for (const { key, value } of fieldsOf(node, "pages", report)?.entries ?? []) {
    const style = readPagingStyle(value, `pages.${key}`, report);
    if (style !== undefined) styles.set(key, style);
  }
  return styles;
}

function readPagingStyle(node: YamlNode, what: string, report: Report): Paging | undefined {
  const fields = fieldsOf(node, what, report);
  const by = readWord(fields?.need("by"), `${what}.by`, ["token", "offset", "number", "last id"] as const, report);
  const parameter = readText(fields?.need("parameter"), `${what}.parameter`, report);
  if (fields === undefined || by === undefined || parameter === undefined) return undefined;
  const style = completeStyle(fields, by, parameter, pageSize(fields, what), what);
  fields.end();
  return style;
}

function pageSize(fields: Fields, what: string): PageSize {
  const { report } = fields;
  return {
    sizeParameter: readText(fields.take("size"), `${what}.size`, report),
    askFor: readCount(fields.take("ask for"), `${what}.ask for`, report) ?? 100,
    always: readPairs(fields.take("always"), `${what}.always`, report),
  };
}

function completeStyle(
  fields: Fields,
  by: Exclude<Paging["by"], "none">,
  parameter: string,
  size: PageSize,
  what: string,
): Paging {
  const { report } = fields;
  const text = (key: string) => readText(fields.take(key), `${what}.${key}`, report);
  const shortPageEnds = () => readBool(fields.take("short page ends"), `${what}.short page ends`, report) ?? false;
  switch (by) {
    case "token":
      return {
        ...size,
        by,
        parameter,
        header: (readText(fields.need("header"), `${what}.header`, report) ?? "").toLowerCase(),
      };
    case "offset":
      return { ...size, by, parameter, shortPageEnds: shortPageEnds() };
    case "number":
      return {
        ...size,
        by,
        parameter,
        first: readCount(fields.take("first"), `${what}.first`, report) ?? 1,
        total: text("total"),
        shortPageEnds: shortPageEnds(),
      };
    case "last id":
      return {
        ...size,
        by,
        parameter,
        id: readText(fields.need("id"), `${what}.id`, report) ?? "id",
        sizeInAnswer: text("size in answer"),
      };
  }
}

export function readPaging(node: YamlNode | undefined, what: string, styles: PagingStyles, report: Report): Paging {
  const name = readText(node, what, report);
  if (name === undefined || node === undefined) return { by: "none" };
  const style = styles.get(name);
  if (style === undefined)
    report("connector-name-unknown", node.span, { what: "paging style", name, nearest: nearest(name, styles.keys()) });
  return style ?? { by: "none" };
}

export function readListCall(
  node: YamlNode | undefined,
  what: string,
  styles: PagingStyles,
  report: Report,
): ListCall | undefined {
  const fields = fieldsOf(node, what, report);
  const call = readCall(fields?.need("call"), `${what}.call`, report);
  if (fields === undefined || call === undefined) return undefined;
  const has = fields.take("has");
  const list: ListCall = {
    call,
    paging: readPaging(fields.take("pages"), `${what}.pages`, styles, report),
    items: readText(fields.take("items"), `${what}.items`, report) ?? "body",
    changed: readText(fields.take("changed"), `${what}.changed`, report),
    has: has && readTexts(has, `${what}.has`, report),
    one: readBool(fields.take("one"), `${what}.one`, report) ?? false,
    always: readPairs(fields.take("always"), `${what}.always`, report),
    eachOf: (fieldsOf(fields.take("each of"), `${what}.each of`, report)?.entries ?? []).map(({ key, value }) => ({
      field: key,
      values: readItems(value).flatMap((item) => readConstant(item, `${what}.each of.${key}`, report) ?? []),
    })),
    rename: readPairs(fields.take("rename"), `${what}.rename`, report).map(({ name, value }) => ({
      from: name,
      to: value,
    })),
    add: readPairs(fields.take("add"), `${what}.add`, report).map(({ name, value }) => ({ field: name, from: value })),
    otherwise: readListCall(fields.take("otherwise"), `${what}.otherwise`, styles, report),
  };
  fields.end();
  return list;
}

export function readMany(node: YamlNode | undefined, what: string, report: Report): ReadMany | undefined {
  const fields = fieldsOf(node, what, report);
  if (fields === undefined) return undefined;
  const call = readCall(fields.take("call"), `${what}.call`, report);
  const parameter = readText(fields.take("parameter"), `${what}.parameter`, report);
  const most = readCount(fields.take("most"), `${what}.most`, report) ?? 50;
  const values = readWord(fields.take("values"), `${what}.values`, ["repeat", "comma"] as const, report) ?? "repeat";
  const listFrom = readCount(fields.take("list from"), `${what}.list from`, report);
  fields.end();
  const via =
    call !== undefined
      ? ({ by: "call", call, most } as const)
      : parameter !== undefined
        ? ({ by: "filter", parameter, values, most } as const)
        : undefined;
  return { via, listFrom };
}
