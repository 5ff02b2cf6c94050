import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Access, Sandbox } from "../sandbox/sandbox.ts";

export interface DemoWorkspace {
  readonly path: string;
  readonly company: string;
  readonly integration: string;
}

/** How a sandbox's demo is set up; everything else stays at its default. */
export interface DemoSettings {
  readonly attachments?: "NOT_SELECTED" | "PDF" | "SPECIFICATION" | "NONE";
  readonly dimensions?: boolean;
  readonly travel?: boolean;
  readonly purchases?: boolean;
  readonly createCustomers?: boolean;
  readonly createProducts?: boolean;
  readonly statusInProcountor?: "IN_PROGRESS" | "NOT_SENT";
  readonly updateUsers?: boolean;
  readonly mail?: { readonly server: string; readonly to: string };
}

/** How each system is logged in to, and the file that each of its secrets is kept in. */
const logins: { readonly [Name in keyof Sandbox["access"]]: Login<keyof Sandbox["access"][Name]> } = {
  severa: { login: "client", secrets: { clientSecret: "severa.secret" } },
  procountor: { login: "api key", secrets: { clientSecret: "procountor.secret", apiKey: "procountor.key" } },
};

interface Login<Credential extends PropertyKey> {
  readonly login: string;
  readonly secrets: { readonly [Name in Credential]?: string };
}

/** Writes a workspace for the sandbox's own company into `folder`: koppel.yaml, and the secrets in files beside it. */
export function writeDemoWorkspace(
  folder: string,
  sandbox: Pick<Sandbox, "access" | "state">,
  chosen: DemoSettings = {},
): DemoWorkspace {
  const { dimensions = true, travel = true, purchases = true } = chosen;
  const { world } = sandbox.state.severa;
  const [unit] = world.businessUnits.all();
  const [account] = sandbox.state.procountor.books.bankAccounts.all();
  mkdirSync(folder, { recursive: true });
  const workspace = {
    store: "koppel.sqlite",
    ...(chosen.mail === undefined ? {} : { mail: { server: chosen.mail.server, from: "koppel@example.fi" } }),
    connections: Object.fromEntries(
      Object.entries(logins).map(([system, login]) => [
        `${system}-demo`,
        connection(folder, system, login, sandbox.access[system as keyof typeof logins]),
      ]),
    ),
    companies: {
      demo: {
        title: String(unit?.["name"] ?? "Demo"),
        timezone: "Europe/Helsinki",
        unit: String(unit?.["guid"] ?? ""),
        integrations: {
          "severa-procountor": {
            active: true,
            systems: { severa: "severa-demo", procountor: "procountor-demo" },
            confirmed: ["old-integration-ended"],
            settings: {
              customers: { create: chosen.createCustomers ?? true },
              products: { create: chosen.createProducts ?? true },
              defaultCodes: { product: "1001", workType: "2001", travelExpense: "3001" },
              ...(dimensions
                ? { dimensions: { unit: "Yksiköt", costCentre: "Kustannuspaikat", project: "Projektit" } }
                : {}),
              salesInvoices: {
                statusToTransfer: "Waiting for transfer to Procountor",
                statusAfterTransfer: "Transferred to Procountor",
                statusInProcountor: chosen.statusInProcountor ?? "IN_PROGRESS",
                attachments: chosen.attachments ?? "SPECIFICATION",
                email: true,
                projectDimension: dimensions,
                unitDimension: dimensions,
                costCentreDimension: dimensions,
                bankAccount: String(account?.record["iban"] ?? ""),
              },
              travelInvoices: travel
                ? {
                    transfer: true,
                    statusToTransfer: "Waiting for transfer to Procountor",
                    statusAfterTransfer: "Transferred to Procountor",
                    updateUsers: chosen.updateUsers ?? true,
                    projectDimension: dimensions,
                  }
                : { transfer: false },
              purchaseInvoices: purchases && dimensions ? { transfer: true, product: "1001" } : { transfer: false },
              ...(chosen.mail === undefined ? {} : { notices: { send: true, addresses: [chosen.mail.to] } }),
            },
          },
        },
      },
    },
  };
  const path = join(folder, "koppel.yaml");
  writeFileSync(path, stringify(workspace));
  return { path, company: "demo", integration: "severa-procountor" };
}

/** A connection to a system of the sandbox; its secrets go into files of their own. */
function connection(folder: string, system: string, { login, secrets }: Login<string>, access: Access): object {
  const { baseUrl, ...client } = access;
  const credentials = Object.entries(client).map(([name, text]) => {
    const file = secrets[name];
    if (file === undefined) return [name, text];
    writeFileSync(join(folder, file), text, { mode: 0o600 });
    return [name, { file }];
  });
  return { connector: system, login, host: baseUrl, credentials: Object.fromEntries(credentials) };
}
