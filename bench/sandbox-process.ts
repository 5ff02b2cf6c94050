import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type DemoSettings, type DemoWorkspace, writeDemoWorkspace } from "../cli/demo-workspace.ts";
import { type Audit, type Faults, type Sandbox, type SandboxOptions, startSandbox } from "../sandbox/sandbox.ts";

export const root = join(import.meta.dirname, "..");

/** The sandbox as a process of its own, so that it shares neither event loop nor memory with what is measured. */
export interface SandboxProcess {
  readonly url: string;
  readonly access: Sandbox["access"];
  audit(): Promise<Audit>;
  setFaults(faults: Partial<Faults>): Promise<void>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

type Numbers = Pick<SandboxOptions, "invoices" | "customers" | "travel" | "purchases" | "seed">;

export interface SandboxStart extends Numbers {
  readonly quota: boolean;
}

export async function startSandboxProcess(start: SandboxStart): Promise<SandboxProcess> {
  const { quota, ...numbers } = start;
  const words = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn(
    process.execPath,
    [join(root, "sandbox/main.ts"), "--no-refusals", "--open-years", ...(quota ? [] : ["--no-quota"]), ...words],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const { url, ...access } = JSON.parse(await firstLine(child)) as { readonly url: string } & Sandbox["access"];
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/sandbox${path}`, {
      method: body === undefined ? "GET" : "POST",
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  return {
    url,
    access,
    audit: async () => (await ask("/audit")) as Audit,
    setFaults: async (faults) => void (await ask("/faults", faults)),
    reset: async () => void (await ask("/reset", {})),
    async close() {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error("the sandbox has no output");
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error("the sandbox ended before it listened");
}

/** Changes to a copied connector: each text must be there, so that a rename does not silently measure something else. */
export type ConnectorEdits = Readonly<Record<string, readonly (readonly [RegExp, string])[]>>;

/** A demo workspace against a sandbox in another process, with its own copy of the connectors. */
export async function writeWorkspace(
  folder: string,
  sandbox: SandboxProcess,
  start: SandboxStart,
  settings: DemoSettings,
  edits: ConnectorEdits,
): Promise<DemoWorkspace> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { quota, ...numbers } = start;
  // The same seed gives the same world: names and account numbers are read from a twin in this process.
  const twin = await startSandbox({ ...numbers, quota, refusals: false, closedYears: false });
  const written = writeDemoWorkspace(folder, { state: twin.state, access: sandbox.access }, settings);
  await twin.close();
  await cp(join(root, "schemas"), join(folder, "schemas"), { recursive: true });
  for (const [system, changes] of Object.entries(edits)) {
    const path = join(folder, "schemas", system, "connector.yaml");
    let text = readFileSync(path, "utf8");
    for (const [found, replaced] of changes) {
      if (!found.test(text)) throw new Error(`${path} has no ${found}`);
      text = text.replace(found, replaced);
    }
    writeFileSync(path, text);
  }
  writeFileSync(written.path, `schemas: schemas\n${readFileSync(written.path, "utf8")}`);
  return written;
}
