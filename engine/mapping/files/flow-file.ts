import type { Report } from "../../source/diagnostic.ts";
import type { SourceText, Span } from "../../source/span.ts";
import type { YamlMap } from "../../source/yaml-tree.ts";
import { readFields } from "../cells/fields.ts";
import type { FieldsPlace } from "../cells/read-cell.ts";
import type { FlowHead } from "../context/context.ts";
import { headOf, type Keys } from "../context/keys.ts";
import { plainCells } from "../tree/cells-of.ts";
import type { FieldNode } from "../tree/field-node.ts";
import type { Making } from "../tree/making-record.ts";
import type { TypedFlow } from "../tree/typed-flow.ts";
import { fileName } from "./tables.ts";

/** The keys of the integration's own words that any mapping file may hold for itself. */
export const LOCAL_KEYS = ["messages", "computed", "tables"];

/** One file of a flow, with the key that says its kind. */
export interface FlowFile {
  readonly kind: FlowHead["kind"];
  readonly map: YamlMap;
  readonly name: string;
  readonly nameSpan: Span;
}

/** What every flow begins with. */
export function flowBase(file: FlowFile, keys: Keys): TypedFlow {
  return {
    name: file.name,
    title: keys.text("title") ?? file.name,
    about: keys.text("about"),
    span: headOf(file.map),
    nameSpan: file.nameSpan,
  };
}

/** Reads the target's fields and makes their cells known to the record being made. */
export function readTargetFields(
  keys: Keys,
  key: string,
  place: FieldsPlace,
  making: Making | undefined,
): readonly FieldNode[] {
  const map = keys.mapOf(key);
  const fields = map === undefined ? [] : readFields(map, place);
  if (making !== undefined) for (const cell of plainCells(fields)) making.record.cells.set(cell.path, cell);
  return fields;
}

export const FLOW_KINDS = ["register", "transfer", "follow", "document"] as const;

export function hasKey(map: YamlMap, key: string): boolean {
  return map.entries.some((entry) => entry.key.text === key);
}

export function hasFlowKey(map: YamlMap): boolean {
  return FLOW_KINDS.some((kind) => hasKey(map, kind));
}

/** Any of these tells that a register is meant to flow both ways. */
const TWO_WAY = ["between", "rows", "master", "parts"];

const FLOW_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The flow that a file holds, by the key that says its kind; undefined for a file of no flow, or one with a name that is none. */
export function flowFileOf(map: YamlMap, source: SourceText, report: Report): FlowFile | undefined {
  const entry = map.entries.find(({ key }) => FLOW_KINDS.some((kind) => kind === key.text));
  if (entry === undefined) return undefined;
  const kind = FLOW_KINDS.find((candidate) => candidate === entry.key.text) ?? "transfer";
  if (entry.value.kind !== "scalar" || !FLOW_NAME.test(entry.value.text)) {
    return void report("flow-name", entry.key.span, { found: entry.value.kind === "scalar" ? entry.value.text : "" });
  }
  const name = entry.value.text;
  const file = fileName(source.path).replace(/\.ya?ml$/, "");
  if (file !== name)
    report("flow-file-name", entry.value.span, { name, file: fileName(source.path) }, { severity: "warning" });
  return {
    kind: kind === "register" && TWO_WAY.some((key) => hasKey(map, key)) ? "two-way register" : kind,
    map,
    name,
    nameSpan: entry.value.span,
  };
}
