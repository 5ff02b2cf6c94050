import type { Library } from "../../project/library.ts";
import type { CompanyIntegration, Workspace } from "../../project/workspace.ts";
import { stableHash } from "../../value/hash.ts";
import { isRecord } from "../../value/path.ts";
import type { Value } from "../../value/value.ts";
import { type Job, scopeOf } from "../../work/base/job.ts";
import type { Selection } from "../../work/base/selection.ts";
import type { ScopeHead } from "./format.ts";

export interface RestsOnPlace {
  readonly workspace: Workspace;
  readonly library: Library;
}

/** What a plan of this job rests on, as it is now. */
export function scopeHead(
  job: Job,
  place: RestsOnPlace,
  flows: readonly string[] | undefined,
  selection: Selection,
): ScopeHead {
  const all = job.integration.flows.map(({ flow }) => flow.name);
  const isAbout = (flow: string): boolean =>
    flows?.includes(flow) !== false && (selection.kind !== "named" || selection.records.has(flow));
  return {
    scope: scopeOf(job),
    company: job.company,
    integration: job.integration.name,
    flows: all.filter(isAbout),
    named: selection.kind === "named",
    restsOn: restsOn(job, place),
  };
}

export function restsOn(job: Job, { workspace, library }: RestsOnPlace): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const note = (what: string, value: Value): void => {
    found[what] = stableHash(value).slice(0, 16);
  };
  const chosen = workspace.companies.get(job.company)?.integrations.get(job.integration.name);
  for (const { path, text } of library.integration(job.integration.name)?.files ?? [])
    note(`the mapping file ${path.slice(path.lastIndexOf("/") + 1)}`, text);
  for (const [side, { connector }] of job.integration.sides) {
    note(`the system ${connector}`, systemText(library, connector));
    note(`the connection of ${side}`, connectionOf(workspace, chosen, side));
  }
  if (isRecord(job.settings as Value))
    for (const [name, value] of Object.entries(job.settings as Readonly<Record<string, Value>>))
      note(`the setting ${name}`, value);
  note("the company's time zone", job.timezone);
  note("the company's unit", job.unit ?? null);
  return found;
}

/** The records of a system as its files describe them. */
function systemText(library: Library, connector: string): Value {
  const schema = library.system(connector)?.schema;
  return [...(schema?.kinds.values() ?? [])].map(({ name, jsonSchema }) => [name, JSON.stringify(jsonSchema)]);
}

/** Where it leads, and by which log-in; nothing of its secrets. */
function connectionOf(workspace: Workspace, chosen: CompanyIntegration | undefined, side: string): Value {
  const name = chosen?.systems.get(side)?.connection ?? "";
  const connection = workspace.connections.get(name);
  const host = connection?.host;
  const place = host !== undefined && URL.canParse(host) ? `${new URL(host).host}${new URL(host).pathname}` : null;
  return [connection?.connector ?? null, connection?.login ?? null, place];
}

/** What is not as it was, by what it belongs to. */
export function changedSince(was: ScopeHead["restsOn"], is: ScopeHead["restsOn"]): readonly string[] {
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return names.filter((name) => was[name] !== is[name]);
}
