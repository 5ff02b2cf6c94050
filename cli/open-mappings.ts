import { join } from "node:path";
import { Bounds } from "../engine/project/bounds.ts";
import { type Library, type LibraryPlace, openLibrary } from "../engine/project/library.ts";
import { Project } from "../engine/project/project.ts";
import type { Sources } from "../engine/project/sources.ts";
import { SHIPPED, type Workspace } from "../engine/project/workspace.ts";
import type { Report } from "../engine/source/diagnostic.ts";
import type { Call } from "./command.ts";
import { readWorkspaceIfAny } from "./open-workspace.ts";

/** What the verbs that only read have open: the mappings and schemas, and the workspace if there is one. */
export interface Mappings extends LibraryPlace {
  readonly sources: Sources;
  readonly library: Library;
  readonly workspace: Workspace | undefined;
}

/** Faults of the workspace file are reported only to those who ask for them. */
export async function openMappings(call: Call, report: Report, ofWorkspace: Report = () => {}): Promise<Mappings> {
  const project = new Project(call.folder, new Bounds());
  const { sources } = project;
  const workspace = await readWorkspaceIfAny(call, sources, ofWorkspace);
  if (workspace === undefined) sources.bounds.name(call.folder);
  const place = libraryPlace(workspace, call.folder, sources);
  const { mappings, schemas, beside } = place;
  return { mappings, schemas, beside, sources, library: openLibrary(place, report, project), workspace };
}

/** As the workspace says, else here, else what comes with Koppel. */
function libraryPlace(workspace: Workspace | undefined, folder: string, sources: Sources): LibraryPlace {
  if (workspace !== undefined) return workspace;
  const place = (name: string): string => {
    const here = join(folder, name);
    return sources.isFolder(here) ? here : join(SHIPPED, name);
  };
  const beside = { mappings: join(SHIPPED, "mappings"), schemas: join(SHIPPED, "schemas") };
  return { mappings: place("mappings"), schemas: place("schemas"), beside };
}
