import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { readSystemSchema, type SystemSchema } from "../../engine/schema/system-schema.ts";
import type { Report } from "../../engine/source/diagnostic.ts";
import { readYaml } from "../../engine/source/read-yaml.ts";
import type { SourceText } from "../../engine/source/span.ts";

/** The mapping files below a folder, under paths relative to it. */
export function mappingFiles(folder: string): readonly SourceText[] {
  return filesBelow(folder)
    .filter((path) => /\.(ya?ml|csv)$/.test(path))
    .map((path) => ({ path: relative(folder, path).replaceAll("\\", "/"), text: readFileSync(path, "utf8") }));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesBelow(path) : [path];
    });
}

/** Reads `<folder>/<system>/connector.yaml` with its schemas, each once. */
export function systemsBelow(folder: string, report: Report): (connector: string) => SystemSchema | undefined {
  const read = new Map<string, SystemSchema | undefined>();
  return (connector) => {
    if (!read.has(connector)) read.set(connector, readSystem(join(folder, connector), report));
    return read.get(connector);
  };
}

function readSystem(folder: string, report: Report): SystemSchema | undefined {
  const path = join(folder, "connector.yaml");
  if (!existsSync(path)) return undefined;
  const node = readYaml({ path, text: readFileSync(path, "utf8") }, report);
  if (node?.kind !== "map") return undefined;
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      const source = { path: join(folder, name), text: readFileSync(join(folder, name), "utf8") };
      return [name, { source, json: JSON.parse(source.text) as unknown }] as const;
    });
  return readSystemSchema(node, new Map(files), report);
}
