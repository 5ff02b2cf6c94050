import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readIntegration } from "../../engine/mapping/read-integration.ts";
import type { TypedIntegration } from "../../engine/mapping/tree/typed-integration.ts";
import type { SystemFiles, SystemSchema } from "../../engine/schema/system-schema.ts";
import { readSystemSchema } from "../../engine/schema/system-schema.ts";
import { collector } from "../../engine/source/collect.ts";
import type { Diagnostic, Report } from "../../engine/source/diagnostic.ts";
import { readYaml } from "../../engine/source/read-yaml.ts";
import type { SourceText } from "../../engine/source/span.ts";

export const root = join(import.meta.dirname, "../..");
export const golden = join(root, "test/golden/integrations");

/** Shipped systems are read as they are shipped; the others are described beside the mappings. */
const folders = (system: string): readonly string[] =>
  [join(root, "schemas", system), join(golden, "schemas", system)].filter(existsSync);

const text = (path: string): string => readFileSync(path, "utf8");
const shown = (path: string): string => path.slice(root.length + 1);

export function connectorText(system: string): SourceText | undefined {
  const path = folders(system)
    .map((folder) => join(folder, "connector.yaml"))
    .find(existsSync);
  return path === undefined ? undefined : { path: shown(path), text: text(path) };
}

export function readSystem(system: string, report: Report): SystemSchema | undefined {
  const source = connectorText(system);
  const tree = source === undefined ? undefined : readYaml(source, report);
  if (tree?.kind !== "map") return undefined;
  const files: SystemFiles = new Map(
    folders(system).flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .map((name) => [
          name,
          { source: { path: shown(join(folder, name)), text: "" }, json: JSON.parse(text(join(folder, name))) },
        ]),
    ),
  );
  return readSystemSchema(tree, files, report);
}

const systems = new Map<string, SystemSchema | undefined>();

/** Read once; its own faults are told where the systems are tested. */
function systemOf(system: string): SystemSchema | undefined {
  if (!systems.has(system))
    systems.set(
      system,
      readSystem(system, () => {}),
    );
  return systems.get(system);
}

export interface Read {
  readonly typed: TypedIntegration | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export function mappingFiles(folder: string): readonly SourceText[] {
  return readdirSync(folder)
    .filter((name) => /\.(yaml|csv)$/.test(name))
    .toSorted()
    .map((name) => ({ path: shown(join(folder, name)), text: text(join(folder, name)) }));
}

/** A mapping folder as `check` reads it, with the systems it leans on. `change` sees each file first. */
export function readMappings(folder: string, change = (file: SourceText): SourceText => file): Read {
  const { report, diagnostics } = withDiagnostics();
  const files = mappingFiles(folder).map(change);
  const typed = readIntegration(files, systemOf, report);
  return { typed, diagnostics: diagnostics() };
}

export function withDiagnostics(): { readonly report: Report; readonly diagnostics: () => readonly Diagnostic[] } {
  const collected = collector();
  return { report: collected.report, diagnostics: () => collected.diagnostics };
}
