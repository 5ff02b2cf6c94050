import { checkWorkspace } from "../engine/project/check-workspace.ts";
import { faultsByPart } from "../engine/project/faults-by-part.ts";
import { type Library, openLibrary } from "../engine/project/library.ts";
import type { Project } from "../engine/project/project.ts";
import type { Workspace } from "../engine/project/workspace.ts";
import { faultFindings } from "../engine/report/fault-findings.ts";
import { collector } from "../engine/source/collect.ts";
import type { Finding } from "../engine/work/set-up/finding.ts";
import type { Chosen } from "./chosen.ts";
import type { Call } from "./command.ts";
import { EXIT } from "./exit-code.ts";
import { Failure } from "./failure.ts";
import { needWorkspace } from "./open-workspace.ts";

/** What is to be run, as the files say it at one moment. */
export interface Premises {
  readonly workspace: Workspace;
  readonly library: Library;
  /**
   * What in the files keeps one of them from running, by `<company>/<integration>`, or by the company where not even its
   * integrations are known. The others can be run all the same.
   */
  readonly stopped: ReadonlyMap<string, readonly Finding[]>;
}

/** What keeps this one from running, if anything in the files does. */
export function obstaclesOf({ stopped }: Premises, { scope, company }: Chosen): readonly Finding[] | undefined {
  return stopped.get(scope) ?? stopped.get(company.key);
}

/** It is kept from running by what `check` ends with its error code for; a secret that is only missing here is none of that. */
export function hasCheckErrors(premises: Premises, chosen: Chosen): boolean {
  return obstaclesOf(premises, chosen)?.some(({ code }) => code !== "workspace-secret-missing") === true;
}

/** Reads and checks the workspace, its mappings and systems. Throws a failure for what keeps everybody from running. */
export async function readPremises(call: Call, project: Project): Promise<Premises> {
  const collected = collector();
  const { report } = collected;
  const workspace = await needWorkspace(call, { sources: project.sources, report });
  const library = openLibrary(workspace, report, project);
  checkWorkspace(workspace, library, report);
  const { ofAll, ofOne } = faultsByPart(workspace, collected.diagnostics);
  if (ofAll.length > 0)
    throw new Failure(
      `nothing is run: ${faultFindings(ofAll.slice(0, 1))[0]?.text ?? ""}`,
      ["See it with: koppel check"],
      EXIT.checkErrors,
    );
  return {
    workspace,
    library,
    stopped: new Map([...ofOne].map(([name, faults]) => [name, faultFindings(faults)])),
  };
}
