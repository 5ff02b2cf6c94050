import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Sandbox } from "../sandbox/sandbox.ts";

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

/** Writes a workspace for the sandbox's own company into `folder`: koppel.yaml, and the secrets in files beside it. */
export function writeDemoWorkspace(folder: string, sandbox: Sandbox, chosen: DemoSettings = {}): DemoWorkspace {
  const { dimensions = true, travel = true, purchases = true } = chosen;
  const { world } = sandbox.state.severa;
  const [unit] = world.businessUnits.all();
  const [account] = sandbox.state.procountor.books.bankAccounts.all();
  mkdirSync(folder, { recursive: true });
  const secret = (name: string, text: string): { file: string } => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return { file: name };
  };
  const workspace = {
    store: "koppel.sqlite",
    ...(chosen.mail === undefined ? {} : { mail: { server: chosen.mail.server, from: "koppel@example.fi" } }),
    connections: {
      "severa-demo": {
        connector: "severa",
        login: "client",
        host: sandbox.severa.baseUrl,
        credentials: {
          clientId: sandbox.severa.clientId,
          clientSecret: secret("severa.secret", sandbox.severa.clientSecret),
        },
      },
      "procountor-demo": {
        connector: "procountor",
        login: "api key",
        host: sandbox.procountor.baseUrl,
        credentials: {
          clientId: sandbox.procountor.clientId,
          clientSecret: secret("procountor.secret", sandbox.procountor.clientSecret),
          apiKey: secret("procountor.key", sandbox.procountor.apiKey),
        },
      },
    },
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
