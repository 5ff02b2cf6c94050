/**
 * A register of 100,000 customers: the first synchronisation with a ledger that has a tenth of them, and, when all are linked, a
 * pass over everything and a tick in which a few have changed.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { stringify } from "yaml";
import { compileIntegration } from "../engine/compile/compile-integration.ts";
import type { CompiledRegister, Scene } from "../engine/compile/compiled.ts";
import { openLibrary } from "../engine/project/library.ts";
import { renderPretty } from "../engine/report/pretty.ts";
import { collector, hasErrors } from "../engine/source/collect.ts";
import { openStore } from "../engine/store/open-store.ts";
import { stableHash } from "../engine/value/hash.ts";
import { atMost, type Figure, print, short } from "./figures.ts";
import { koppel } from "./koppel-process.ts";
import { customer } from "./register/customer.ts";

const SIZES = [10_000, 100_000] as const;
const CHANGED = 25;
const MOST_MEGABYTES = 300;
const here = join(import.meta.dirname, "register");

interface Tick {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly megabytes: number;
  readonly calls: Readonly<Record<string, number>>;
}

/** The links that an earlier first synchronisation would have made. */
async function seedLinks(store: string, size: number): Promise<void> {
  const { register, scene } = openRegister();
  const opened = await openStore(store);
  let waiting: Promise<unknown>[] = [];
  for (let index = 0; index < size; index++) {
    const source = customer(index, 0);
    const ready = register.evaluate(scene, source);
    if (ready.kind !== "ready") throw new Error(`customer ${index} is ${ready.kind}`);
    const update = ready.update();
    if ("said" in update) throw new Error(`customer ${index} is refused`);
    const link = { scope: "acme/crm-ledger", register: "customers", source: source.id, target: `P${index}` };
    const written = { record: { id: link.target }, body: update.body, revision: 1 };
    const hashes = { matchHash: ready.matchHash, writtenHash: stableHash(update.body) };
    waiting.push(opened.links.put({ ...link, ...hashes, written, origin: "created" }));
    if (waiting.length < 2_000) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
  await opened.close();
}

function openRegister(): { readonly register: CompiledRegister; readonly scene: Scene } {
  const found = collector();
  const library = openLibrary({ mappings: join(here, "mappings"), schemas: join(here, "systems") }, found.report);
  const typed = library.integration("crm-ledger")?.typed;
  if (typed === undefined || hasErrors(found.diagnostics))
    throw new Error(renderPretty(found.diagnostics, { colour: false, width: 120 }));
  const register = compileIntegration(typed).registers.get("customers");
  if (register === undefined) throw new Error("the mapping has no register customers");
  const world = { now: "", today: "", lookup: () => undefined, need: () => undefined };
  return { register, scene: { world, settings: {}, scope: "acme/crm-ledger" } };
}

function writeWorkspace(folder: string, host: string): string {
  const login = { login: "key", host, credentials: { key: { file: "key" } } };
  writeFileSync(join(folder, "key"), "secret-key", { mode: 0o600 });
  const path = join(folder, "koppel.yaml");
  const systems = { crm: "crm", ledger: "ledger" };
  const workspace = {
    store: "koppel.sqlite",
    mappings: join(here, "mappings"),
    schemas: join(here, "systems"),
    connections: { crm: { connector: "crm", ...login }, ledger: { connector: "ledger", ...login } },
    companies: {
      acme: { timezone: "Europe/Helsinki", integrations: { "crm-ledger": { active: true, systems, settings: {} } } },
    },
  };
  writeFileSync(path, stringify(workspace, { aliasDuplicateObjects: false }));
  return path;
}

async function tick(workspace: string, host: string, changed: number): Promise<Tick> {
  await fetch(`${host}/bench/change?count=${changed}`);
  const { code, seconds, processorSeconds, megabytes, output } = await koppel("run", "--workspace", workspace);
  if (code !== 0) throw new Error(`the run ended with ${code}\n${output}`);
  const calls = (await (await fetch(`${host}/bench/calls`)).json()) as Tick["calls"];
  return { seconds, processorSeconds, megabytes, calls };
}

async function measure(size: number): Promise<{ readonly full: Tick; readonly few: Tick; readonly none: Tick }> {
  const folder = mkdtempSync(join(tmpdir(), "koppel-bench-register-"));
  const server = spawn(process.execPath, [join(here, "server.ts"), String(size)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
    const host = `http://127.0.0.1:${port}`;
    const workspace = writeWorkspace(folder, host);
    await seedLinks(join(folder, "koppel.sqlite"), size);
    const full = await tick(workspace, host, 0);
    const few = await tick(workspace, host, CHANGED);
    return { full, few, none: await tick(workspace, host, 0) };
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nobody is linked yet, and the ledger has a tenth of them. */
async function measureFirst(size: number): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "koppel-bench-register-"));
  const words = [join(here, "server.ts"), String(size), String(size / 10)];
  const server = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [port] = (await once(createInterface({ input: server.stdout }), "line")) as [string];
    const host = `http://127.0.0.1:${port}`;
    const first = await tick(writeWorkspace(folder, host), host, 0);
    const calls = Object.entries(first.calls).filter(([route]) => route.includes("/partners"));
    const each = calls.reduce((sum, [, count]) => sum + count, 0) / size;
    return [
      { what: `${size} customers for the first time`, measured: told(first) },
      atMost("calls a record", each, 2.1, "calls"),
      atMost("most memory", first.megabytes, MOST_MEGABYTES, "MB"),
    ];
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function told({ seconds, processorSeconds, megabytes, calls }: Tick): string {
  const routes = Object.entries(calls).map(([route, count]) => `${count} ${route}`);
  return `${short(seconds)} s, ${short(processorSeconds)} s of the processor, ${short(megabytes)} MB, ${routes.join(", ")}`;
}

const figures: Figure[] = [...(await measureFirst(Number(process.env["FIRST"] ?? SIZES[1])))];
for (const size of SIZES) {
  const { full, few, none } = await measure(size);
  figures.push({ what: `${size} linked, a pass over all of them`, measured: told(full) });
  figures.push({ what: `${size} linked, ${CHANGED} changed`, measured: told(few) });
  figures.push({ what: `${size} linked, nothing changed`, measured: told(none) });
  if (size !== SIZES.at(-1)) continue;
  figures.push(atMost("most memory", Math.max(full.megabytes, few.megabytes), MOST_MEGABYTES, "MB"));
  const written = few.calls["PUT /partners/{id}"] ?? 0;
  const calls = Object.values(few.calls).reduce((sum, count) => sum + count, 0);
  const holds = written === CHANGED && calls <= CHANGED + 5;
  figures.push({
    what: "a tick costs what changed",
    measured: `${calls} calls for ${CHANGED}`,
    bar: "the changes and 5",
    holds,
  });
}
print("register (each tick a process of its own, with its start)", figures);
