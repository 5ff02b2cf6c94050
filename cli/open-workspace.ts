import { join, resolve } from "node:path";
import { isFile, isFolder } from "../engine/project/source-files.ts";
import { findWorkspace, loadWorkspace, readWorkspace, SHIPPED, type Workspace } from "../engine/project/workspace.ts";
import type { Report } from "../engine/source/diagnostic.ts";
import type { Call } from "./command.ts";
import { EXIT } from "./exit-code.ts";
import { Failure, usageFailure } from "./failure.ts";

/** The workspace of the call, which must be there and hold. */
export async function needWorkspace(call: Call): Promise<Workspace> {
  const path = await workspacePath(call);
  if (path === undefined) {
    throw new Failure(
      `there is no koppel.yaml in ${call.folder} or above it`,
      ["Write one, name it with --workspace PATH, or start with: koppel demo"],
      EXIT.usage,
    );
  }
  return loadWorkspace(path, { environment: call.environment, shownFrom: call.folder });
}

/** As `needWorkspace`, but a workspace may be absent, and its faults are reported. */
export async function readWorkspaceIfAny(call: Call, report: Report): Promise<Workspace | undefined> {
  const path = await workspacePath(call);
  return path === undefined
    ? undefined
    : readWorkspace(path, report, { environment: call.environment, shownFrom: call.folder });
}

async function workspacePath(call: Call): Promise<string | undefined> {
  const given = call.arguments.text("workspace");
  if (given === undefined) return findWorkspace(call.folder);
  const path = resolve(call.folder, given);
  if (isFile(path)) return path;
  if (isFolder(path) && isFile(join(path, "koppel.yaml"))) return join(path, "koppel.yaml");
  const what = isFolder(path) ? `there is no koppel.yaml in ${given}` : `there is no workspace file ${given}`;
  throw usageFailure(what, "Give the path of a koppel.yaml, or of the folder it is in.");
}

/** Where mappings and schemas are: as the workspace says, else here, else the ones that come with Koppel. */
export function placesOf(
  workspace: Workspace | undefined,
  folder: string,
): { readonly mappings: string; readonly schemas: string; readonly shownFrom: string } {
  if (workspace !== undefined) return { mappings: workspace.mappings, schemas: workspace.schemas, shownFrom: folder };
  const place = (name: string): string => (isFolder(join(folder, name)) ? join(folder, name) : join(SHIPPED, name));
  return { mappings: place("mappings"), schemas: place("schemas"), shownFrom: folder };
}
