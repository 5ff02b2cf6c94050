import type { Shape } from "../language/types/type.ts";
import type { SystemSchema } from "../schema/system-schema.ts";
import type { Report } from "../source/diagnostic.ts";
import { readYaml } from "../source/read-yaml.ts";
import type { SourceText } from "../source/span.ts";
import type { YamlMap } from "../source/yaml-tree.ts";
import { type Context, schemaOf } from "./context/context.ts";
import { headOf, Keys, mapOf } from "./context/keys.ts";
import { readDocument } from "./files/document-file.ts";
import type { FlowFile } from "./files/flow-file.ts";
import { flowFileOf, hasKey } from "./files/flow-file.ts";
import { readFollow } from "./files/follow-file.ts";
import { readChecks } from "./files/integration-checks.ts";
import {
  INTEGRATION_KEYS,
  readCompanies,
  readNotices,
  readOrder,
  readOwnScope,
  readPreconditions,
  readSchedule,
  readSides,
} from "./files/integration-file.ts";
import { type OpenedContext, openContext } from "./files/opened-context.ts";
import { readRegister } from "./files/register-file.ts";
import { shapeOfSettings } from "./files/setting-type.ts";
import { checkSettingConditions, readSettingGroup } from "./files/settings.ts";
import { readShared } from "./files/shared-parts.ts";
import { readTransfer } from "./files/transfer-file.ts";
import { noteHead } from "./flow-heads.ts";
import { laws } from "./laws/laws.ts";
import type { SettingGroup } from "./tree/setting.ts";
import type { ListedFlow, TypedIntegration } from "./tree/typed-integration.ts";
import { readTwoWayRegister } from "./two-way/two-way.ts";

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
  const context = openContext(systems, sides, unreadable, report);
  const others = found.filter((file) => file !== main);
  context.used.incomplete = unreadable.size > 0 || found.length < files.filter(isMapping).length;
  for (const { map } of [main, ...others]) readShared(context, map, files);
  const settingsMap = keys.mapOf("settings");
  const bare = readSettingGroup(context, settingsMap, keys.span("settings"));
  context.settingsType = { kind: "record", shape: shapeOfSettings(bare) };
  const settings = checkSettingConditions(context, settingsMap, bare);
  const flowFiles = others.flatMap(({ map, source }) => flowFileOf(map, source, report) ?? []);
  for (const file of flowFiles) noteHead(context, file);
  return readBodies(context, keys, settings, flowFiles, main.map);
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
  context: OpenedContext,
  keys: Keys,
  settings: SettingGroup,
  files: readonly FlowFile[],
  main: YamlMap,
): TypedIntegration {
  keys.need("title");
  const flows = readFlows(context, files);
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

/** Documents go first, into the context: transfers ask for them by name. Of two files with one name the first is read. */
function readFlows(context: OpenedContext, files: readonly FlowFile[]): ReadonlyMap<string, ListedFlow> {
  const flows = new Map<string, ListedFlow>();
  const named = files.filter((file) => context.flows.get(file.name)?.span === file.nameSpan);
  for (const file of named.filter(({ kind }) => kind === "document")) {
    const document = readDocument(context, file);
    if (document === undefined) context.used.incomplete = true;
    else context.documents.set(document.name, document);
  }
  for (const file of named.filter(({ kind }) => kind !== "document")) {
    const flow = readFlow(context, file);
    if (flow === undefined) context.used.incomplete = true;
    else flows.set(flow.name, flow);
  }
  return flows;
}

function readFlow(context: Context, file: FlowFile): ListedFlow | undefined {
  switch (file.kind) {
    case "transfer":
      return readTransfer(context, file);
    case "follow":
      return readFollow(context, file);
    case "register":
      return readRegister(context, file);
    case "two-way register":
      return readTwoWayRegister(context, file);
    case "document":
      return undefined;
  }
}

function shapeOfKind(context: Context, name: string): Shape | undefined {
  const [side = "", kind = ""] = name.split("/");
  return schemaOf(context, side)?.kinds.get(kind)?.shape;
}
