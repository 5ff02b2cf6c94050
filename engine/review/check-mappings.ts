import { join } from "node:path";
import type { Library, LibraryPlace } from "../project/library.ts";
import { INTEGRATION_FILE, type LoadedIntegration } from "../project/load-integration.ts";
import { CONNECTOR_FILE } from "../project/load-system.ts";
import type { Sources } from "../project/sources.ts";
import type { Workspace } from "../project/workspace.ts";
import type { Report } from "../source/diagnostic.ts";
import type { SourceText } from "../source/span.ts";
import { readTestFile } from "./mapping-test/test-file.ts";

export interface Checking {
  readonly sources: Sources;
  readonly library: Library;
  /** The mapping folders that are checked, each with its tests. */
  readonly folders: readonly string[];
  /** With everything that stands around them: all systems, stray folders below this one, and the workspace if there is one. */
  readonly around?: (LibraryPlace & { readonly workspace: Workspace | undefined }) | undefined;
  /** Also the source fields that no rule reads. */
  readonly unread?: boolean;
}

/** Finds everything that can be known to be wrong before anything runs. Answers the paths of the files that were looked at. */
export async function checkMappings(checking: Checking, report: Report): Promise<readonly string[]> {
  const { library, sources, around } = checking;
  const integrations = checking.folders.map((folder) => library.integrationAt(folder));
  const tests = integrations.flatMap((integration) => checkTests(integration, sources, report));
  if (checking.unread === true) {
    const { reportUnreadFields } = await import("../compile/unread-fields.ts");
    for (const { typed } of integrations) if (typed !== undefined) reportUnreadFields(typed, report);
  }
  const files = [...integrations.flatMap((integration) => integration.files), ...tests].map(({ path }) => path);
  if (around === undefined) return files;
  reportStrayFolders(around.mappings, sources, report);
  // Each side's connector is part of what a mapping leans on.
  const sides = integrations.flatMap(({ typed }) =>
    [...(typed?.sides.values() ?? [])].map(({ connector }) => connector),
  );
  for (const name of new Set([...library.own.systemNames, ...sides])) void library.system(name)?.connector;
  reportHidden(around, library, sources, report);
  const { reportHosts } = await import("./report-hosts.ts");
  reportHosts(library, sources, around.workspace, report);
  if (around.workspace === undefined) return files;
  const { checkWorkspace } = await import("../project/check-workspace.ts");
  checkWorkspace(around.workspace, library, report);
  return [...files, around.workspace.source.path];
}

/** Reads the tests of an integration for their faults; what they expect is for those who run them. */
function checkTests({ folder, typed }: LoadedIntegration, sources: Sources, report: Report): readonly SourceText[] {
  const found = sources
    .filesIn(join(folder, "tests"), [".test.yaml"])
    .flatMap((path) => sources.read(path, report) ?? []);
  if (typed !== undefined) for (const source of found) readTestFile(source, typed, report);
  return found;
}

/** A folder of mapping files that no integration takes in would otherwise be passed over in silence. */
function reportStrayFolders(mappings: string, sources: Sources, report: Report): void {
  for (const folder of sources.foldersIn(mappings)) {
    const [first] = sources.filesIn(folder, [".yaml", ".yml"]);
    if (first === undefined || sources.isFile(join(folder, INTEGRATION_FILE))) continue;
    const source = sources.read(first, report);
    if (source !== undefined)
      report("integration-file-missing", { source, start: 0, end: 0 }, { folder: sources.shown(folder) });
  }
}

/** What is one's own counts before what comes with Koppel by the same name, and that may not be meant. */
function reportHidden(place: LibraryPlace, library: Library, sources: Sources, report: Report): void {
  const { beside } = place;
  if (beside === undefined) return;
  const hidden = (what: "system" | "integration", own: string, other: string, file: string, name: string): void => {
    if (own === other || !sources.isFile(join(other, name, file))) return;
    const source = sources.read(join(own, name, file), report);
    if (source === undefined) return;
    report("shipped-hidden", { source, start: 0, end: 0 }, { what, name }, { severity: "note" });
  };
  for (const name of library.own.systemNames) hidden("system", place.schemas, beside.schemas, CONNECTOR_FILE, name);
  for (const name of library.own.integrationNames)
    hidden("integration", place.mappings, beside.mappings, INTEGRATION_FILE, name);
}
