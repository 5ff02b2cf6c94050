import { join, resolve } from "node:path";
import { Bounds } from "../engine/project/bounds.ts";
import { type Doubt, findWorkspace } from "../engine/project/find-workspace.ts";
import { openSources, type Sources } from "../engine/project/sources.ts";
import { loadWorkspaceInParts, readWorkspace, type Workspace } from "../engine/project/workspace.ts";
import type { Report } from "../engine/source/diagnostic.ts";
import type { Call } from "./command.ts";
import { EXIT } from "./exit-code.ts";
import { Failure, usageFailure } from "./failure.ts";

/**
 * The workspace of the call, which must be there and hold; what is wrong with one company of it is only reported. One that
 * is only found, and of which it is doubtful that the caller means it, is refused: secrets would go where it says.
 */
export async function needWorkspace(
  call: Call,
  {
    sources = openSources(call.folder, new Bounds()),
    report = () => {},
  }: { readonly sources?: Sources; readonly report?: Report } = {},
): Promise<Workspace> {
  const workspace = workspaceOf(call, sources);
  if (workspace === undefined) {
    throw new Failure(
      `there is no koppel.yaml in ${call.folder} or above it`,
      ["Write one, name it with --workspace PATH, or start with: koppel demo"],
      EXIT.usage,
    );
  }
  const { path, doubt } = workspace;
  if (doubt !== undefined)
    throw usageFailure(`${path} is not used unasked: ${because(doubt)}`, `If you mean it: --workspace ${path}`);
  const loaded = await loadWorkspaceInParts(path, report, { environment: call.environment, sources });
  call.terminal.conceal(loaded.secrets);
  return loaded;
}

/** As `needWorkspace`, but a workspace may be absent, its faults are reported, and a doubt is only told: nothing is sent anywhere. */
export async function readWorkspaceIfAny(call: Call, sources: Sources, report: Report): Promise<Workspace | undefined> {
  const workspace = workspaceOf(call, sources);
  if (workspace === undefined) return undefined;
  const { path, doubt } = workspace;
  if (doubt !== undefined)
    call.terminal.tell(`koppel: ${path} is used, though ${because(doubt)}. If you mean it: --workspace ${path}`);
  const read = await readWorkspace(path, report, { environment: call.environment, sources });
  if (read !== undefined) call.terminal.conceal(read.secrets);
  return read;
}

function because(doubt: Doubt): string {
  switch (doubt) {
    case "owner":
      return "it belongs to another user";
    case "repository":
      return "it stands above the repository that you are in";
    case "home":
      return "it stands above your home folder";
  }
}

interface ChosenWorkspace {
  readonly path: string;
  readonly doubt: Doubt | undefined;
}

/** Named by the caller it is meant, whoever owns it. */
function workspaceOf(call: Call, sources: Sources): ChosenWorkspace | undefined {
  const given = call.arguments.text("workspace");
  if (given === undefined)
    return findWorkspace({ folder: call.folder, home: call.environment["HOME"], user: process.getuid?.() });
  const path = resolve(call.folder, given);
  if (sources.isFile(path)) return { path, doubt: undefined };
  const isFolder = sources.isFolder(path);
  if (isFolder && sources.isFile(join(path, "koppel.yaml")))
    return { path: join(path, "koppel.yaml"), doubt: undefined };
  const what = isFolder ? `there is no koppel.yaml in ${given}` : `there is no workspace file ${given}`;
  throw usageFailure(what, "Give the path of a koppel.yaml, or of the folder it is in.");
}
