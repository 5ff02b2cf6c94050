import { compileIntegration } from "../compile/compile-integration.ts";
import type { CompiledIntegration } from "../compile/compiled.ts";
import type { TellFallBack } from "../compile/or-closures.ts";
import { nameOfThisProcess } from "../effect/process-name.ts";
import type { Clock } from "../http/system.ts";
import type { Library } from "../project/library.ts";
import { settingsOf } from "../project/settings-of.ts";
import type { CompanyIntegration, Workspace } from "../project/workspace.ts";
import type { SystemSchema } from "../schema/system-schema.ts";
import type { Store } from "../store/store.ts";
import type { Value } from "../value/value.ts";
import type { Job, Progress } from "../work/base/job.ts";
import { JobFault } from "./job-fault.ts";
import { openSystems } from "./open-systems.ts";
import type { Ways } from "./ways.ts";

export interface JobsOptions {
  readonly workspace: Workspace;
  readonly library: Library;
  readonly store: Store;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly concurrency: number;
  /** Those of the process, which outlive these jobs; their own if left out. */
  readonly ways?: Ways;
  /** Notes the cause of each cell; slower. */
  readonly trace?: boolean;
  /** Is told whenever closures make a record instead of generated code; without it a fault of the generator is thrown. */
  readonly fellBack?: TellFallBack;
}

/** The connected integrations of a workspace. Connections, their pacing and their tokens are shared while it is open. */
export interface Jobs {
  /** Throws a `JobFault` where the workspace lacks something that the job needs. */
  open(company: string, integration: string): Job;
  close(): Promise<void>;
}

export function openJobs(options: JobsOptions): Jobs {
  const { workspace, library, store, clock, concurrency, progress } = options;
  const systems = openSystems(options);
  const owner = nameOfThisProcess();
  const compiled = new Map<string, CompiledIntegration>();

  const compiledIntegration = (name: string): CompiledIntegration => {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const typed = library.integration(name)?.typed;
    if (typed === undefined)
      throw new JobFault(`there is no mapping folder "${name}" that can be read; run koppel check`);
    const made = compileIntegration(typed, {
      trace: options.trace === true,
      ...(options.fellBack === undefined ? {} : { fellBack: options.fellBack }),
    });
    compiled.set(name, made);
    return made;
  };

  return {
    open(companyKey, integrationName) {
      const { company, chosen } = chosenIn(workspace, companyKey, integrationName);
      const integration = compiledIntegration(integrationName);
      const schemas = new Map<string, SystemSchema>();
      for (const [side, { connector }] of integration.sides) {
        const schema = library.system(connector)?.schema;
        if (schema !== undefined) schemas.set(side, schema);
      }
      return {
        company: company.key,
        title: company.title,
        timezone: company.timezone,
        unit: company.unit,
        configuredUnits: unitsOf(workspace, integrationName),
        integration,
        schemas,
        systems: systems.of(company, chosen, integration.sides),
        settings: settingsFor(`${company.key}/${chosen.name}`, chosen, library),
        confirmed: chosen.confirmed,
        store,
        clock,
        owner,
        concurrency,
        progress,
      };
    },
    close: () => systems.close(),
  };
}

/** With the secrets among them; a `JobFault` where one cannot be read. */
function settingsFor(scope: string, chosen: CompanyIntegration, library: Library): Value {
  const typed = library.integration(chosen.name)?.typed;
  if (typed === undefined) return chosen.settings;
  const { settings, secrets } = settingsOf(chosen, typed);
  for (const { path, credential } of secrets)
    if (credential.missing !== undefined)
      throw new JobFault(`${scope} lacks the setting ${path}: ${credential.missing}`);
  return settings;
}

function chosenIn(workspace: Workspace, companyKey: string, integrationName: string) {
  const company = workspace.companies.get(companyKey);
  if (company === undefined)
    throw new JobFault(`there is no company ${companyKey}; there are ${[...workspace.companies.keys()].join(", ")}`);
  const chosen = company.integrations.get(integrationName);
  if (chosen === undefined)
    throw new JobFault(
      `${companyKey} has no integration ${integrationName}; it has ${[...company.integrations.keys()].join(", ")}`,
    );
  return { company, chosen };
}

/** The business units that some company of the workspace stands for. */
function unitsOf(workspace: Workspace, integration: string): readonly string[] {
  return [...workspace.companies.values()]
    .filter((company) => company.integrations.has(integration))
    .flatMap((company) => company.unit ?? []);
}
