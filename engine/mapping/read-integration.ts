import type { Shape } from "../language/types/type.ts";
import type { SystemSchema } from "../schema/system-schema.ts";
import type { Report } from "../source/diagnostic.ts";
import { readYaml } from "../source/read-yaml.ts";
import type { SourceText, Span } from "../source/span.ts";
import type { YamlMap, YamlNode } from "../source/yaml-tree.ts";
import { Computed } from "./cells/computed.ts";
import { parseCell } from "./cells/expressions.ts";
import { rootScope } from "./cells/root-scope.ts";
import { type Context, type FlowHead, kindUseNamed, schemaOf, type Used } from "./context/context.ts";
import { didYouMean, headOf, Keys, mapOf } from "./context/keys.ts";
import { readDocument } from "./files/document-file.ts";
import type { FlowFile } from "./files/flow-file.ts";
import { readFollow } from "./files/follow-file.ts";
import {
  INTEGRATION_KEYS,
  readChecks,
  readCompanies,
  readNotices,
  readOrder,
  readOwnScope,
  readPreconditions,
  readSchedule,
  readSides,
} from "./files/integration-file.ts";
import { readMessages } from "./files/message-texts.ts";
import { readRegister } from "./files/register-file.ts";
import { checkSettingConditions, readSettingGroup, shapeOfSettings } from "./files/settings.ts";
import { fileName, readTables } from "./files/tables.ts";
import { readTransfer } from "./files/transfer-file.ts";
import { laws } from "./laws/laws.ts";
import type { KindUse, Side } from "./tree/kind-use.ts";
import type { SettingGroup } from "./tree/setting.ts";
import type { TypedDocument } from "./tree/typed-flow.ts";
import type { MessageText, TypedIntegration, TypedTable } from "./tree/typed-integration.ts";
import { readTwoWayRegister, twoWayHead } from "./two-way/two-way.ts";

const FLOW_KINDS = ["register", "transfer", "follow", "document"] as const;
const SHARED = ["messages", "computed", "tables"];

interface MappingFile {
  readonly source: SourceText;
  readonly map: YamlMap;
}

/**
 * Reads the mapping files of one integration: `integration.yaml`, flows, messages, computed fields, tables with their CSV
 * files. `systems` gives the record kinds of a connector or a document format. All faults are reported; what could not be
 * read is left out. Undefined only where there is no integration to speak of.
 */
export function readIntegration(
  files: readonly SourceText[],
  systems: (connector: string) => SystemSchema | undefined,
  report: Report,
): TypedIntegration | undefined {
  const found = readFiles(files, report);
  const main = found.find(({ map }) => hasKey(map, "integration"));
  if (main === undefined) {
    const [first] = files;
    if (first !== undefined) report("integration-missing", { source: first, start: 0, end: 0 }, {});
    return undefined;
  }
  const keys = new Keys(main.map, "an integration", INTEGRATION_KEYS, report);
  const { sides, unreadable } = readSides(keys, systems, report);
  const context = beginContext(systems, sides, unreadable, report);
  const others = found.filter((file) => file !== main);
  context.used.incomplete = unreadable.size > 0 || found.length < files.filter(isMapping).length;
  for (const { map } of [main, ...others]) readShared(context, map, files);
  const settingsMap = keys.mapOf("settings");
  const bare = readSettingGroup(context, settingsMap, keys.span("settings"));
  context.settingsType = { kind: "record", shape: shapeOfSettings(bare) };
  const settings = checkSettingConditions(context, settingsMap, bare);
  const flowFiles = others.flatMap(({ map, source }) => flowFileOf(map, source, report) ?? []);
  for (const file of flowFiles) noteHead(context, file, report);
  return readBodies(context, keys, settings, flowFiles, main.map);
}

type MutableContext = { -readonly [Key in keyof Context]: Context[Key] } & {
  readonly messages: Map<string, MessageText>;
  readonly tables: Map<string, TypedTable>;
  readonly flows: Map<string, FlowHead>;
  readonly documents: Map<string, TypedDocument>;
  readonly computed: Computed;
};

function beginContext(
  systems: Context["systems"],
  sides: ReadonlyMap<string, Side>,
  unreadable: ReadonlySet<string>,
  report: Report,
): MutableContext {
  const used: Used = { sayings: [], registers: new Set(), incomplete: false };
  const tables = new Map<string, TypedTable>();
  const computed: Computed = new Computed(report, (shape: Shape) =>
    rootScope(context, { name: "\u0000record", shape }),
  );
  const context: MutableContext = {
    report,
    sides,
    unreadable,
    systems,
    settingsType: { kind: "record", shape: { name: "settings", field: () => undefined, names: () => [] } },
    tables,
    messages: new Map(),
    flows: new Map(),
    documents: new Map(),
    withComputed: computed.shapeWith,
    computedTypeds: computed.typeds,
    computed,
    used,
  };
  return context;
}

/** Tests stand beside the mappings; they are read by whoever runs them. */
function isMapping({ path }: SourceText): boolean {
  return /\.ya?ml$/.test(path) && !/\.test\.ya?ml$/.test(path);
}

function readFiles(files: readonly SourceText[], report: Report): readonly MappingFile[] {
  return files.flatMap((source): MappingFile[] => {
    if (!isMapping(source)) return [];
    const node = readYaml(source, report);
    const map = node === undefined ? undefined : mapOf(node, "a mapping file", report);
    return map === undefined ? [] : [{ source, map }];
  });
}

function readBodies(
  context: MutableContext,
  keys: Keys,
  settings: SettingGroup,
  files: readonly FlowFile[],
  main: YamlMap,
): TypedIntegration {
  keys.need("title");
  const flows: Map<
    string,
    TypedIntegration["flows"] extends ReadonlyMap<string, infer Flow> ? Flow : never
  > = new Map();
  // Documents first: transfers ask for them by name.
  const ordered = [...files].sort((one, other) => Number(other.kind === "document") - Number(one.kind === "document"));
  for (const file of ordered) {
    if (context.flows.get(file.name)?.span !== file.nameSpan) continue;
    if (file.kind === "document") {
      const document = readDocument(context, file);
      if (document === undefined) context.used.incomplete = true;
      else context.documents.set(document.name, document);
      continue;
    }
    const flow =
      file.kind === "transfer"
        ? readTransfer(context, file)
        : file.kind === "follow"
          ? readFollow(context, file)
          : file.kind === "register"
            ? readRegister(context, file)
            : readTwoWayRegister(context, file);
    if (flow === undefined) context.used.incomplete = true;
    else flows.set(flow.name, flow);
  }
  const { scope, definitions } = readOwnScope(context, keys);
  context.computed.checkAll((kind) => shapeOfKind(context, kind));
  const typed: TypedIntegration = {
    name: keys.text("integration") ?? "",
    title: keys.text("title") ?? keys.text("integration") ?? "",
    span: headOf(main),
    sides: context.sides,
    schedule: readSchedule(keys),
    settings,
    scope,
    definitions,
    companies: readCompanies(context, keys),
    checks: readChecks(context, keys, scope),
    preconditions: readPreconditions(keys),
    order: readOrder(context, keys, scope),
    flows,
    documents: context.documents,
    notices: readNotices(context, keys, scope),
    messages: context.messages,
    tables: context.tables,
    computed: context.computedTypeds(),
  };
  for (const law of laws) law(typed, context);
  return typed;
}

function shapeOfKind(context: Context, name: string): Shape | undefined {
  const [side = "", kind = ""] = name.split("/");
  return schemaOf(context, side)?.kinds.get(kind)?.shape;
}

/** Messages, computed fields and tables may stand in any file. */
function readShared(context: MutableContext, map: YamlMap, files: readonly SourceText[]): void {
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

function hasKey(map: YamlMap, key: string): boolean {
  return map.entries.some((entry) => entry.key.text === key);
}

function hasFlowKey(map: YamlMap): boolean {
  return FLOW_KINDS.some((kind) => hasKey(map, kind));
}

/** Any of these tells that a register is meant to flow both ways. */
const TWO_WAY = ["between", "rows", "master", "parts"];

const FLOW_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

function flowFileOf(map: YamlMap, source: SourceText, report: Report): FlowFile | undefined {
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

/** What others may ask of a flow before it is read. Faults in its kinds are reported when it is read. */
function noteHead(context: MutableContext, file: FlowFile, report: Report): void {
  const there = context.flows.get(file.name);
  if (there !== undefined) {
    report(
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

export type { Span };
