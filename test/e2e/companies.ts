import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { inject } from "vitest";
import { parse, stringify } from "yaml";
import { writeDemoWorkspace } from "../../cli/demo-workspace.ts";
import { SHIPPED } from "../../engine/project/workspace.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/sandbox.ts";
import type { Json, JsonRecord } from "../../sandbox/server/json.ts";
import type { Ran, Started } from "./harness.ts";

/** Several companies in one workspace, each with both systems of its own, and the real command line. */
export interface Companies {
  readonly folder: string;
  readonly path: string;
  readonly sandboxes: ReadonlyMap<string, Sandbox>;
  rewrite(change: (file: JsonRecord) => JsonRecord): void;
  /** Changes what the file says of one company's integration. */
  change(company: string, change: (integration: JsonRecord) => JsonRecord): void;
  /** A mapping folder beside the shipped ones, which are copied to be changed. */
  mapping(name: string, edit: (text: string) => string): void;
  transferred(company: string): number;
  cli(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ran>;
  start(words: readonly string[], environment?: Readonly<Record<string, string>>): Talking;
}

/** What was written to stdout and to stderr so far. */
export interface Talking extends Started {
  readonly out: () => string;
  readonly err: () => string;
}

export const INTEGRATION = "severa-procountor";
const KOPPEL = resolve(import.meta.dirname, "../../cli/koppel.js");

export async function withCompanies<Result>(
  names: readonly string[],
  options: SandboxOptions,
  work: (companies: Companies) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "koppel-companies-"));
  const sandboxes = new Map<string, Sandbox>();
  const started: Started[] = [];
  try {
    const files: JsonRecord[] = [];
    for (const [index, name] of names.entries()) {
      const sandbox = await startSandbox({
        quota: false,
        refusals: false,
        travel: 0,
        purchases: 0,
        seed: index + 1,
        ...options,
      });
      sandboxes.set(name, sandbox);
      const demo = { travel: false, purchases: false, dimensions: false };
      const written = writeDemoWorkspace(join(folder, name), sandbox, demo);
      files.push(parse(readFileSync(written.path, "utf8")) as JsonRecord);
    }
    const path = join(folder, "koppel.yaml");
    writeFileSync(path, stringify(merged(names, files), { aliasDuplicateObjects: false }));
    cpSync(join(SHIPPED, "mappings"), join(folder, "mappings"), { recursive: true });
    const stage = stageOf(folder, path, sandboxes, started);
    stage.mapping(INTEGRATION, (text) => text.replace("schedule: every 10 minutes", "schedule: cron * * * * * *"));
    return await work(stage);
  } finally {
    for (const { child } of started) if (child.exitCode === null) child.kill("SIGKILL");
    await Promise.all(started.map(({ ended }) => ended));
    await Promise.all([...sandboxes.values()].map((sandbox) => sandbox.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each company's connections under names of their own. */
function merged(names: readonly string[], files: readonly JsonRecord[]): JsonRecord {
  const connections: Record<string, Json> = {};
  const companies: Record<string, Json> = {};
  for (const [index, file] of files.entries()) {
    const name = names[index] ?? "";
    for (const [demo, connection] of Object.entries(file["connections"] as JsonRecord))
      connections[demo.replace("-demo", `-${name}`)] = withSecretsIn(name, connection as JsonRecord);
    const [company] = Object.values(file["companies"] as JsonRecord) as JsonRecord[];
    const integrations = company?.["integrations"] as JsonRecord;
    const integration = integrations[INTEGRATION] as JsonRecord;
    const systems = Object.fromEntries(
      Object.entries(integration["systems"] as JsonRecord).map(([side, connection]) => [
        side,
        String(connection).replace("-demo", `-${name}`),
      ]),
    );
    companies[name] = { ...company, title: name, integrations: { [INTEGRATION]: { ...integration, systems } } };
  }
  return { store: "koppel.sqlite", mappings: "mappings", schemas: inject("schemas"), connections, companies };
}

/** The files of the secrets stand in the company's own folder. */
function withSecretsIn(folder: string, connection: JsonRecord): JsonRecord {
  const credentials = Object.entries(connection["credentials"] as JsonRecord).map(([name, value]) => {
    const file = typeof value === "object" && value !== null ? (value as JsonRecord)["file"] : undefined;
    return [name, typeof file === "string" ? { file: `${folder}/${file}` } : value] as const;
  });
  return { ...connection, credentials: Object.fromEntries(credentials) };
}

function stageOf(folder: string, path: string, sandboxes: ReadonlyMap<string, Sandbox>, started: Started[]): Companies {
  const rewrite = (change: (file: JsonRecord) => JsonRecord): void =>
    writeFileSync(
      path,
      stringify(change(parse(readFileSync(path, "utf8")) as JsonRecord), { aliasDuplicateObjects: false }),
    );
  const start = (words: readonly string[], environment: Readonly<Record<string, string>> = {}): Talking => {
    const one = startedOf(
      spawn(process.execPath, [KOPPEL, ...words, "--workspace", path], {
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
        env: { ...process.env, ...environment },
      }),
    );
    started.push(one);
    return one;
  };
  return {
    folder,
    path,
    sandboxes,
    rewrite,
    change(company, change) {
      rewrite((file) => {
        const companies = file["companies"] as JsonRecord;
        const of = companies[company] as JsonRecord;
        const [[name = "", integration] = []] = Object.entries(of["integrations"] as JsonRecord);
        const changed = { ...of, integrations: { [name]: change(integration as JsonRecord) } };
        return { ...file, companies: { ...companies, [company]: changed } };
      });
    },
    mapping(name, edit) {
      const place = join(folder, "mappings", name);
      if (name !== INTEGRATION) cpSync(join(folder, "mappings", INTEGRATION), place, { recursive: true });
      const file = join(place, "integration.yaml");
      const text = readFileSync(file, "utf8").replace(`integration: ${INTEGRATION}`, `integration: ${name}`);
      const edited = edit(text);
      if (edited === text && name === INTEGRATION) throw new Error("the edit found nothing");
      writeFileSync(file, edited);
    },
    transferred: (company) => sandboxes.get(company)?.audit().invoices.total ?? 0,
    start,
    async cli(words, environment) {
      const one = start(words, environment);
      const code = await one.ended;
      return { code, out: one.out(), err: one.err() };
    },
  };
}

function startedOf(child: ChildProcess): Talking {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (text: Buffer) => {
    out += text.toString();
  });
  child.stderr?.on("data", (text: Buffer) => {
    err += text.toString();
  });
  const ended = new Promise<number | null>((done) => child.on("close", (code) => done(code)));
  return { child, output: () => out + err, ended, out: () => out, err: () => err };
}
