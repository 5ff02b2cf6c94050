import { join, resolve } from "node:path";
import { openSources, type Sources } from "../engine/project/sources.ts";
import { findWorkspace, loadWorkspace, readWorkspace, type Workspace } from "../engine/project/workspace.ts";
import type { Report } from "../engine/source/diagnostic.ts";
import type { Call } from "./command.ts";
import { EXIT } from "./exit-code.ts";
import { Failure, usageFailure } from "./failure.ts";

/** The workspace of the call, which must be there and hold. */
export async function needWorkspace(call: Call, sources = openSources(call.folder)): Promise<Workspace> {
  const path = await workspacePath(call, sources);
  if (path === undefined) {
    throw new Failure(
      `there is no koppel.yaml in ${call.folder} or above it`,
      ["Write one, name it with --workspace PATH, or start with: koppel demo"],
      EXIT.usage,
    );
  }
  return loadWorkspace(path, { environment: call.environment, sources });
}

/** As `needWorkspace`, but a workspace may be absent, and its faults are reported. */
export async function readWorkspaceIfAny(call: Call, sources: Sources, report: Report): Promise<Workspace | undefined> {
  const path = await workspacePath(call, sources);
  return path === undefined ? undefined : readWorkspace(path, report, { environment: call.environment, sources });
}

async function workspacePath(call: Call, sources: Sources): Promise<string | undefined> {
  const given = call.arguments.text("workspace");
  if (given === undefined) return findWorkspace(call.folder, sources);
  const path = resolve(call.folder, given);
  if (sources.isFile(path)) return path;
  const isFolder = sources.isFolder(path);
  if (isFolder && sources.isFile(join(path, "koppel.yaml"))) return join(path, "koppel.yaml");
  const what = isFolder ? `there is no koppel.yaml in ${given}` : `there is no workspace file ${given}`;
  throw usageFailure(what, "Give the path of a koppel.yaml, or of the folder it is in.");
}
