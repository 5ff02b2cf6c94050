import { basename, join } from "node:path";
import { readSystemSchema, type SystemFiles, type SystemSchema } from "../schema/system-schema.ts";
import type { Report } from "../source/diagnostic.ts";
import { readYaml } from "../source/read-yaml.ts";
import type { SourceText } from "../source/span.ts";
import type { YamlMap } from "../source/yaml-tree.ts";
import { JsonFault, parseJson } from "../value/json.ts";
import type { Sources } from "./sources.ts";

export const CONNECTOR_FILE = "connector.yaml";

/** The folder of one system as read, but for its connector's calls, which not everybody needs. */
export interface SystemFolder {
  readonly name: string;
  readonly folder: string;
  readonly schema: SystemSchema;
  /** The connector file, of which the calls are read when somebody asks for them. */
  readonly connector: YamlMap;
}

/** Undefined where there is no connector file, or none that can be read. */
export function loadSystem(folder: string, sources: Sources, report: Report): SystemFolder | undefined {
  const source = sources.read(join(folder, CONNECTOR_FILE), report);
  const connector = source === undefined ? undefined : readYaml(source, report);
  if (connector?.kind !== "map") return undefined;
  const schema = readSystemSchema(connector, schemaFiles(folder, sources, report), report);
  return { name: basename(folder), folder, schema, connector };
}

function schemaFiles(folder: string, sources: Sources, report: Report): SystemFiles {
  const files = new Map<string, { readonly source: SourceText; readonly json: unknown }>();
  for (const path of sources.filesIn(folder, [".json"])) {
    const source = sources.read(path, report);
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
