import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SystemFiles, SystemSchema } from "../../../engine/schema/system-schema.ts";
import { readSystemSchema } from "../../../engine/schema/system-schema.ts";
import { collector } from "../../../engine/source/collect.ts";
import type { Diagnostic } from "../../../engine/source/diagnostic.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";
import type { YamlMap } from "../../../engine/source/yaml-tree.ts";

export const root = join(import.meta.dirname, "../../..");
export const shared = join(root, "../shared");

export function jsonFiles(folder: string): ReadonlyMap<string, Record<string, unknown>> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(names.map((name) => [name, JSON.parse(readFileSync(join(folder, name), "utf8"))]));
}

export function schemaFiles(system: string): SystemFiles {
  const folder = join(root, "schemas", system);
  return new Map(
    [...jsonFiles(folder)].map(([name, json]) => [
      name,
      { source: { path: `schemas/${system}/${name}`, text: "" }, json },
    ]),
  );
}

export function readSchema(
  connector: string,
  files: SystemFiles,
): { readonly system: SystemSchema; readonly connector: YamlMap; readonly diagnostics: readonly Diagnostic[] } {
  const collected = collector();
  const tree = readYaml({ path: "connector.yaml", text: connector }, collected.report);
  if (tree?.kind !== "map") throw new Error("the connector of a test must be a map");
  const system = readSystemSchema(tree, files, collected.report);
  return { system, connector: tree, diagnostics: collected.diagnostics };
}

export function readShipped(system: "severa" | "procountor"): ReturnType<typeof readSchema> {
  return readSchema(readFileSync(join(root, "schemas", system, "connector.yaml"), "utf8"), schemaFiles(system));
}
