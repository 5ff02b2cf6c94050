/**
 * Many companies whose systems answer after 20 to 200 ms: `koppel run` with one of them at a time and with eight, and one with
 * little to do alone and beside one with much. Every call goes over HTTP to a server that makes records up; each run is a
 * process of its own.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { stringify } from "yaml";
import { Random } from "../sandbox/seed/random.ts";
import { atLeast, atMost, type Figure, median, print, ratio, short } from "./figures.ts";
import { koppel } from "./koppel-process.ts";
import { customer } from "./register/customer.ts";

const COMPANIES = Number(process.env["COMPANIES"] ?? 100);
/** One at a time takes more than a second each. */
const ONE_BY_ONE = Math.min(15, COMPANIES);
const TOGETHER = 8;
const ROUNDS = 2;
const LATENCY_MS = { least: 20, most: 200 };
const LITTLE = 20;
const MUCH = 100;
const here = join(import.meta.dirname, "register");
const random = new Random(1);

/** Each company's systems are below a path of its own, `/<customers>-<name>`, and have so many customers. */
async function slowSystems(): Promise<{ readonly host: string; readonly close: () => void }> {
  let made = 0;
  const server = createServer((request, response) => {
    request.resume();
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const [, company = "", what = ""] = url.pathname.split("/");
    const body = bodyOf(what, request.method ?? "GET", Number(company.split("-")[0]), url.searchParams, () => ++made);
    const ms = LATENCY_MS.least + random.next() * (LATENCY_MS.most - LATENCY_MS.least);
    setTimeout(() => {
      response.writeHead(200, { "Content-Type": "application/json" });
      response.end(JSON.stringify(body));
    }, ms);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function bodyOf(what: string, method: string, customers: number, query: URLSearchParams, next: () => number): unknown {
  if (what === "token") return { access_token: "token" };
  if (what === "partners") return method === "POST" ? { id: `P${next()}` } : [];
  if (what !== "customers") return {};
  const size = Number(query.get("size") ?? 500);
  const first = Number(query.get("page") ?? 0) * size;
  const count = query.get("changedSince") === null ? Math.max(0, Math.min(size, customers - first)) : 0;
  return Array.from({ length: count }, (_, index) => customer(first + index, 0));
}

interface Member {
  readonly name: string;
  readonly customers: number;
}

function workspaceOf(host: string, members: readonly Member[]): string {
  const folder = mkdtempSync(join(tmpdir(), "koppel-companies-"));
  writeFileSync(join(folder, "key"), "secret-key", { mode: 0o600 });
  const connection = (connector: string, { name, customers }: Member) => [
    `${connector}-${name}`,
    { connector, login: "key", host: `${host}/${customers}-${name}`, credentials: { key: { file: "key" } } },
  ];
  const company = ({ name }: Member) => [
    name,
    {
      timezone: "Europe/Helsinki",
      integrations: {
        "crm-ledger": { active: true, systems: { crm: `crm-${name}`, ledger: `ledger-${name}` }, settings: {} },
      },
    },
  ];
  const path = join(folder, "koppel.yaml");
  const workspace = {
    store: "koppel.sqlite",
    mappings: join(here, "mappings"),
    schemas: join(here, "systems"),
    connections: Object.fromEntries(members.flatMap((one) => [connection("crm", one), connection("ledger", one)])),
    companies: Object.fromEntries(members.map(company)),
  };
  writeFileSync(path, stringify(workspace, { aliasDuplicateObjects: false }));
  return path;
}

interface Ran {
  readonly seconds: number;
  /** How long each company's own run took, by its name. */
  readonly each: ReadonlyMap<string, number>;
}

async function koppelRun(host: string, members: readonly Member[], together: number): Promise<Ran> {
  const path = workspaceOf(host, members);
  const { code, seconds, output } = await koppel("run", "--companies", String(together), "--workspace", path);
  if (code !== 0) throw new Error(`koppel run ended with ${code}\n${output}`);
  const database = new DatabaseSync(join(path, "..", "koppel.sqlite"), { readOnly: true });
  const rows = database.prepare("SELECT scope, startedAt, endedAt FROM run").all();
  const links = Number(database.prepare("SELECT count(*) AS n FROM link").get()?.["n"]);
  database.close();
  const wanted = members.reduce((sum, { customers }) => sum + customers, 0);
  if (links !== wanted) throw new Error(`${links} customers were linked instead of ${wanted}`);
  rmSync(join(path, ".."), { recursive: true });
  const each = new Map(
    rows.map((row) => [
      String(row["scope"]).split("/")[0] ?? "",
      (Number(row["endedAt"]) - Number(row["startedAt"])) / 1000,
    ]),
  );
  return { seconds, each };
}

const systems = await slowSystems();
try {
  const some = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `company-${index}`, customers: 2 }));
  const oneByOne = (await koppelRun(systems.host, some(ONE_BY_ONE), 1)).seconds / ONE_BY_ONE;
  const together = (await koppelRun(systems.host, some(COMPANIES), TOGETHER)).seconds;
  const quiet = { name: "quiet", customers: LITTLE };
  const noisy = { name: "noisy", customers: MUCH };
  const alone: number[] = [];
  const beside: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    alone.push((await koppelRun(systems.host, [quiet], 2)).each.get("quiet") ?? Number.NaN);
    beside.push((await koppelRun(systems.host, [noisy, quiet], 2)).each.get("quiet") ?? Number.NaN);
  }
  const figures: readonly Figure[] = [
    { what: `${ONE_BY_ONE} companies, one at a time`, measured: `${short(oneByOne)} s a company` },
    { what: `${COMPANIES} companies, eight at a time`, measured: `${short(together)} s` },
    atLeast("one at a time / eight at a time", oneByOne / (together / COMPANIES), 4),
    { what: `a company of ${LITTLE} customers, alone`, measured: `${short(median(alone))} s` },
    { what: `the same beside one of ${MUCH}`, measured: `${short(median(beside))} s` },
    atMost("beside / alone", ratio(beside, alone), 2, "times"),
  ];
  print("companies (each call 20 to 200 ms)", figures);
  process.exitCode = figures.some(({ holds }) => holds === false) ? 1 : 0;
} finally {
  systems.close();
}
