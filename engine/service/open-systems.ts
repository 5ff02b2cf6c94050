import { bytesOf } from "../files/file-bytes.ts";
import { connectSystem } from "../http/connect.ts";
import type { Clock, System } from "../http/system.ts";
import type { Library } from "../project/library.ts";
import type { Company, CompanyIntegration, Connection, Workspace } from "../project/workspace.ts";
import { type OpenedShelf, openShelf } from "../store/open-shelf.ts";
import type { Store } from "../store/store.ts";
import type { Secret } from "../value/secret.ts";
import { JobFault } from "./job-fault.ts";
import { openWays, type Ways } from "./ways.ts";

export interface SystemsOptions {
  readonly workspace: Workspace;
  readonly library: Library;
  readonly store: Pick<Store, "tokens">;
  readonly clock: Clock;
  readonly concurrency: number;
  /** Those of the process, which outlive these systems; their own if left out. */
  readonly ways?: Ways;
}

/** The systems of a workspace's companies, each connected once, when it is first asked for. */
export interface Systems {
  /** Those of one integration by its sides; a `JobFault` where the workspace lacks something for one of them. */
  of(
    company: Company,
    integration: CompanyIntegration,
    sides: ReadonlyMap<string, { readonly connector: string }>,
  ): ReadonlyMap<string, System>;
  close(): Promise<void>;
}

export function openSystems(options: SystemsOptions): Systems {
  const { workspace, library, clock, concurrency } = options;
  const ways = options.ways ?? openWays(clock);
  const { transport, paces } = ways;
  const shelves: OpenedShelf[] = [];
  const systems = new Map<string, System>();
  /** Each company's systems by their sides: a file for one of them may be at another. */
  const besides = new Map<string, Map<string, System>>();

  const newShelf = (): OpenedShelf => {
    const shelf = openShelf();
    shelves.push(shelf);
    return shelf;
  };

  const systemOf = (side: string, connector: string, company: Company, chosen: CompanyIntegration): System => {
    const key = `${company.key} ${connectionNameOf(side, company, chosen)} ${side}`;
    const open = systems.get(key);
    if (open !== undefined) return open;
    const connection = connectionOf(workspace, side, connector, company, chosen);
    const description = library.system(connector)?.connector;
    if (description === undefined) throw new JobFault(`the connector ${connector} cannot be read; run koppel check`);
    const beside = besides.get(company.key) ?? new Map<string, System>();
    besides.set(company.key, beside);
    const system = connectSystem({
      name: side,
      connector: description,
      connection: connection.name,
      login: connection.login,
      credentials: credentialsOf(connection),
      ...(connection.host === undefined ? {} : { host: connection.host }),
      transport,
      secrets: workspace.secrets,
      paces,
      clock,
      tokens: options.store.tokens,
      random: Math.random,
      concurrency,
      places: (most) => ways.placesOf(`${connection.connector} ${connection.name}`, most),
      shelf: newShelf(),
      files: (file) =>
        bytesOf(file, async (part, at) => {
          const there = beside.get(at);
          if (there === undefined) throw new JobFault(`${part.name} is at ${at}, which is not connected`);
          return there.bytes(part);
        }),
    });
    systems.set(key, system);
    beside.set(side, system);
    return system;
  };

  return {
    of: (company, integration, sides) =>
      new Map(
        [...sides].map(([side, { connector }]) => [side, systemOf(side, connector, company, integration)] as const),
      ),
    async close() {
      await Promise.all([...systems.values()].map((system) => system.close()));
      for (const shelf of shelves) shelf.close();
      if (options.ways === undefined) await ways.close();
    },
  };
}

function connectionNameOf(side: string, company: Company, { name, systems }: CompanyIntegration): string {
  const named = systems.get(side);
  if (named === undefined)
    throw new JobFault(
      `${company.key}: the integration ${name} names no connection for ${side} (systems: { ${side}: … })`,
    );
  return named.connection;
}

function connectionOf(
  workspace: Workspace,
  side: string,
  connector: string,
  company: Company,
  chosen: CompanyIntegration,
): Connection {
  const name = connectionNameOf(side, company, chosen);
  const connection = workspace.connections.get(name);
  if (connection === undefined) throw new JobFault(`${company.key}: there is no connection ${name}`);
  if (connection.connector !== connector)
    throw new JobFault(
      `the connection ${connection.name} is one of ${connection.connector}; ${chosen.name} needs ${connector} for ${side}`,
    );
  return connection;
}

function credentialsOf({ name: connection, credentials }: Connection): Readonly<Record<string, Secret>> {
  return Object.fromEntries(
    [...credentials].map(([name, { secret, missing }]) => {
      if (secret === undefined) throw new JobFault(`the connection ${connection} lacks ${name}: ${missing}`);
      return [name, secret];
    }),
  );
}
