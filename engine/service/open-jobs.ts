import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { compileIntegration } from "../compile/compile-integration.ts";
import type { CompiledIntegration } from "../compile/compiled.ts";
import { ReadFault } from "../connector/operations.ts";
import type { FileBytes } from "../files/join-files.ts";
import { connectSystem } from "../http/connect.ts";
import { Paces } from "../http/pace.ts";
import type { Clock, System } from "../http/system.ts";
import { createTransport } from "../http/transport.ts";
import type { Library } from "../project/library.ts";
import type { Company, CompanyIntegration, Workspace } from "../project/workspace.ts";
import type { SystemSchema } from "../schema/system-schema.ts";
import type { Store } from "../store/store.ts";
import type { FileValue } from "../value/value.ts";
import type { Job, Progress } from "../work/job.ts";

/** A company's integration cannot be opened: something it names is not there. The message says what and where. */
export class JobFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = "JobFault";
  }
}

export interface JobsOptions {
  readonly workspace: Workspace;
  readonly library: Library;
  readonly store: Store;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly concurrency: number;
  /** Notes the cause of each cell; slower. */
  readonly trace?: boolean;
}

/** The connected integrations of a workspace. Connections, their pacing and their tokens are shared while it is open. */
export interface Jobs {
  open(company: string, integration: string): Job;
  close(): Promise<void>;
}

export function openJobs(options: JobsOptions): Jobs {
  const { workspace, library } = options;
  const transport = createTransport({ connections: options.concurrency });
  const paces = new Paces(options.clock);
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const systems = new Map<string, System>();
  const compiled = new Map<string, CompiledIntegration>();

  const files = new Map<string, Map<string, System>>();
  const companyFiles = (company: string): Map<string, System> => {
    const sides = files.get(company) ?? new Map<string, System>();
    files.set(company, sides);
    return sides;
  };

  const integrationNamed = (name: string): CompiledIntegration => {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const typed = library.integration(name)?.typed;
    if (typed === undefined)
      throw new JobFault(`there is no mapping folder "${name}" that can be read; run koppel check`);
    const made = compileIntegration(typed, { trace: options.trace === true });
    compiled.set(name, made);
    return made;
  };

  const systemOf = (side: string, connector: string, company: Company, chosen: CompanyIntegration): System => {
    const named = chosen.systems.get(side);
    if (named === undefined)
      throw new JobFault(
        `${company.key}: the integration ${chosen.name} names no connection for ${side} (systems: { ${side}: … })`,
      );
    const key = `${company.key} ${named.connection} ${side}`;
    const open = systems.get(key);
    if (open !== undefined) return open;
    const connection = workspace.connections.get(named.connection);
    if (connection === undefined) throw new JobFault(`${company.key}: there is no connection ${named.connection}`);
    if (connection.connector !== connector)
      throw new JobFault(
        `the connection ${connection.name} is one of ${connection.connector}; ${chosen.name} needs ${connector} for ${side}`,
      );
    const description = library.system(connector)?.connector;
    if (description === undefined) throw new JobFault(`the connector ${connector} cannot be read; run koppel check`);
    const credentials = Object.fromEntries(
      [...connection.credentials].map(([name, credential]) => {
        if (credential.secret === undefined)
          throw new JobFault(`the connection ${connection.name} lacks ${name}: ${credential.missing}`);
        return [name, credential.secret];
      }),
    );
    const system = connectSystem({
      name: side,
      connector: description,
      connection: connection.name,
      login: connection.login,
      credentials,
      ...(connection.host === undefined ? {} : { host: connection.host }),
      transport,
      paces,
      clock: options.clock,
      tokens: options.store.tokens,
      random: Math.random,
      concurrency: options.concurrency,
      files: (file) => bytesOf(file, companyFiles(company.key)),
    });
    systems.set(key, system);
    companyFiles(company.key).set(side, system);
    return system;
  };

  return {
    open(companyKey, integrationName) {
      const company = workspace.companies.get(companyKey);
      if (company === undefined)
        throw new JobFault(
          `there is no company ${companyKey}; there are ${[...workspace.companies.keys()].join(", ")}`,
        );
      const chosen = company.integrations.get(integrationName);
      if (chosen === undefined)
        throw new JobFault(
          `${companyKey} has no integration ${integrationName}; it has ${[...company.integrations.keys()].join(", ")}`,
        );
      const integration = integrationNamed(integrationName);
      const schemas = new Map<string, SystemSchema>();
      const connected = new Map<string, System>();
      for (const [side, { connector }] of integration.sides) {
        const schema = library.system(connector)?.schema;
        if (schema !== undefined) schemas.set(side, schema);
        connected.set(side, systemOf(side, connector, company, chosen));
      }
      return {
        company: company.key,
        title: company.title,
        timezone: company.timezone,
        unit: company.unit,
        configuredUnits: unitsOf(workspace, integrationName),
        integration,
        schemas,
        systems: connected,
        settings: chosen.settings,
        confirmed: chosen.confirmed,
        store: options.store,
        clock: options.clock,
        owner,
        concurrency: options.concurrency,
        progress: options.progress,
      };
    },
    async close() {
      await Promise.all([...systems.values()].map((system) => system.close()));
      await transport.close();
    },
  };
}

/** A file for one system whose bytes are at another, or that is made of several. */
async function bytesOf(file: FileValue, sides: ReadonlyMap<string, System>): Promise<Uint8Array> {
  if (file.fetch.from === "bytes") return file.fetch.bytes;
  if (file.fetch.from === "system") {
    const system = sides.get(file.fetch.system);
    if (system === undefined) throw new JobFault(`${file.name} is at ${file.fetch.system}, which is not connected`);
    return system.bytes(file);
  }
  const parts: FileBytes[] = [];
  for (const part of file.fetch.files)
    parts.push({ name: part.name, type: part.type, bytes: await bytesOf(part, sides) });
  if (file.fetch.from === "zip") {
    const { zipSync } = await import("fflate");
    return zipSync(Object.fromEntries(parts.map((part) => [part.name, part.bytes])));
  }
  const { JoinFault, joinFiles } = await import("../files/join-files.ts");
  try {
    return await joinFiles(parts);
  } catch (fault) {
    if (!(fault instanceof JoinFault)) throw fault;
    // The record is at fault, not the connection: it is refused, and the others go on.
    throw new ReadFault("rejected", { system: file.name, route: "joining the files", message: fault.message });
  }
}

/** The business units that some company of the workspace stands for. */
function unitsOf(workspace: Workspace, integration: string): readonly string[] {
  return [...workspace.companies.values()]
    .filter((company) => company.integrations.has(integration))
    .flatMap((company) => company.unit ?? []);
}
