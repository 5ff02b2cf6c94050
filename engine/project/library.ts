import { basename, join } from "node:path";
import type { Connector } from "../connector/description.ts";
import { readConnector } from "../connector/read-connector.ts";
import { readIntegration } from "../mapping/read-integration.ts";
import type { TypedIntegration } from "../mapping/tree/typed-integration.ts";
import { readSystemSchema, type SystemFiles, type SystemSchema } from "../schema/system-schema.ts";
import type { Report } from "../source/diagnostic.ts";
import { readYaml } from "../source/read-yaml.ts";
import type { SourceText } from "../source/span.ts";
import type { YamlMap } from "../source/yaml-tree.ts";
import { JsonFault, parseJson } from "../value/json.ts";
import { filesIn, foldersIn, isFile, readSource } from "./source-files.ts";

/** One system: its connector and the schemas of its records. */
export interface LoadedSystem {
  readonly name: string;
  readonly folder: string;
  readonly schema: SystemSchema;
  /** Undefined when the file is no connector at all; what is wrong is reported when this is first asked for. */
  readonly connector: Connector | undefined;
}

/** One mapping folder. */
export interface LoadedIntegration {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly SourceText[];
  /** Undefined when it cannot be understood; the reports say why. */
  readonly typed: TypedIntegration | undefined;
}

/** Mappings and schemas of a workspace, each read when it is first asked for, with its faults reported then. */
export interface Library {
  readonly systemNames: readonly string[];
  readonly integrationNames: readonly string[];
  system(name: string): LoadedSystem | undefined;
  integration(name: string): LoadedIntegration | undefined;
  /** A mapping folder anywhere. */
  integrationAt(folder: string): LoadedIntegration;
}

export interface LibraryPlace {
  /** Folders that hold the mapping folders and the systems. */
  readonly mappings: string;
  readonly schemas: string;
  /** Paths in messages are relative to this folder. */
  readonly shownFrom?: string;
}

export const INTEGRATION_FILE = "integration.yaml";
export const CONNECTOR_FILE = "connector.yaml";

export function openLibrary(place: LibraryPlace, report: Report): Library {
  const shownFrom = place.shownFrom ?? process.cwd();
  const systems = new Map<string, LoadedSystem | undefined>();
  const integrations = new Map<string, LoadedIntegration>();
  const system = (name: string): LoadedSystem | undefined => {
    if (!systems.has(name)) systems.set(name, loadSystem(join(place.schemas, name), shownFrom, report));
    return systems.get(name);
  };
  const integrationAt = (folder: string): LoadedIntegration => {
    const known = integrations.get(folder);
    if (known !== undefined) return known;
    const loaded = loadIntegration(folder, shownFrom, (name) => system(name)?.schema, report);
    integrations.set(folder, loaded);
    return loaded;
  };
  return {
    get systemNames() {
      return namesWith(place.schemas, CONNECTOR_FILE);
    },
    get integrationNames() {
      return namesWith(place.mappings, INTEGRATION_FILE);
    },
    system,
    integration: (name) =>
      isFile(join(place.mappings, name, INTEGRATION_FILE)) ? integrationAt(join(place.mappings, name)) : undefined,
    integrationAt,
  };
}

function namesWith(folder: string, file: string): readonly string[] {
  return foldersIn(folder)
    .filter((path) => isFile(join(path, file)))
    .map((path) => basename(path));
}

function loadIntegration(
  folder: string,
  shownFrom: string,
  systems: (name: string) => SystemSchema | undefined,
  report: Report,
): LoadedIntegration {
  const files = filesIn(folder, [".yaml", ".yml", ".csv"]).flatMap((path) => readSource(path, shownFrom, report) ?? []);
  const typed = readIntegration(files, systems, report);
  return { name: typed?.name ?? basename(folder), folder, files, typed };
}

function loadSystem(folder: string, shownFrom: string, report: Report): LoadedSystem | undefined {
  const source = readSource(join(folder, CONNECTOR_FILE), shownFrom, report);
  const node = source === undefined ? undefined : readYaml(source, report);
  if (node === undefined || node.kind !== "map") return undefined;
  const schema = readSystemSchema(node, schemaFiles(folder, shownFrom, report), report);
  let connector: { readonly read: Connector | undefined } | undefined;
  return {
    name: basename(folder),
    folder,
    schema,
    get connector() {
      connector ??= { read: readConnector(node as YamlMap, report) };
      return connector.read;
    },
  };
}

function schemaFiles(folder: string, shownFrom: string, report: Report): SystemFiles {
  const files = new Map<string, { readonly source: SourceText; readonly json: unknown }>();
  for (const path of filesIn(folder, [".json"])) {
    const source = readSource(path, shownFrom, report);
    const json = source === undefined ? undefined : readJson(source, report);
    if (source !== undefined && json !== undefined) files.set(basename(path), { source, json });
  }
  return files;
}

/** The JSON of a text; its fault is reported where it stands. */
export function readJson(source: SourceText, report: Report): unknown {
  try {
    // A schema has no number that a double would change, and the plain parser is several times as fast.
    return JSON.parse(source.text) as unknown;
  } catch {
    return reportJson(source, report);
  }
}

/** Reads it again with the parser that knows where the fault is. */
function reportJson(source: SourceText, report: Report): undefined {
  try {
    parseJson(source.text);
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    report(
      "json-syntax",
      { source, start: fault.offset, end: Math.min(fault.offset + 1, source.text.length) },
      { problem: fault.what },
    );
    return undefined;
  }
}
