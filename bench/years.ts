/**
 * The questions to a store that has gone on for years, asked through the real command line: a million log entries, all but
 * a few of one company of a hundred, and 300,000 documents carried.
 *
 *     npm run bench -- years
 *     node bench/years.ts --old FOLDER     the same beside an older checkout, in turns, each on a store of its own making
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stepOf } from "../engine/store/step.ts";
import { leaseOf, type Store } from "../engine/store/store.ts";
import { type Figure, median, print, short } from "./figures.ts";

const ENTRIES = 1_000_000;
const COMPANIES = 100;
const ROUNDS = 5;
const INTEGRATION = "severa-procountor";
const BUSY = `company1/${INTEGRATION}`;
const DAY = 86_400_000;
const root = join(import.meta.dirname, "..");

const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  "no question (koppel --version)": ["--version"],
  "log, 100 companies": ["log"],
  "log of a company with two entries": ["log", "--company", "company7"],
  "log --level error": ["log", "--level", "error"],
  "log --since 300d": ["log", "--since", "300d"],
  "log --flow customers": ["log", "--flow", "customers"],
  "log --record, by id": ["log", "--record", "0d3c7f4a-0000-4000-8000-000000123456"],
  "log --record, a part of few names": ["log", "--record", "1123456"],
  "log --record, a part of all names": ["log", "--record", "acme"],
  "log --record, of no name": ["log", "--record", "nobody at all"],
  "log --open": ["log", "--open"],
  "retry, a part of a name": ["retry", "1123456"],
  "retry, by id": ["retry", "0d3c7f4a-0000-4000-8000-000000123456"],
  status: ["status"],
};

const idOf = (document: number): string => `0d3c7f4a-0000-4000-8000-${String(document).padStart(12, "0")}`;

/** Three entries a document, over a thousand days; every hundredth document is refused. */
async function fill(store: Store): Promise<void> {
  const began = Date.now() - 1_000 * DAY;
  const lease = await store.leases.acquire(leaseOf(BUSY), "bench", Date.now(), 1);
  if (!("fence" in lease)) throw new Error("the lease is taken");
  const log = (scope: string, flow: string, at: number, document: number, level: "info" | "error"): void =>
    store.log.add({
      ...{
        at,
        scope,
        run: "0123456789ab",
        flow,
        source: idOf(document),
        label: `${1_000_000 + document} Acme ${document % 997} Oy`,
        level,
      },
      code: level === "info" ? "transferred" : "E1",
      message:
        level === "info" ? `${1_000_000 + document} transferred as ${document}` : "The customer has no business ID.",
      ...{ advice: level === "info" ? undefined : "Enter it in the customer's card.", target: String(document) },
    });
  for (let company = 2; company <= COMPANIES; company++)
    for (const day of [10, 900])
      log(`company${company}/${INTEGRATION}`, "sales-invoices", began + day * DAY, company, "info");
  for (let document = 0; document * 3 < ENTRIES; document++) {
    const at = began + Math.floor((document * 3_000 * DAY) / ENTRIES);
    const refused = document % 100 === 0 && document > (ENTRIES / 3) * 0.9;
    log(BUSY, document % 5_000 === 0 ? "customers" : "sales-invoices", at, document, "info");
    log(BUSY, "sales-invoices", at, document, document % 100 === 0 ? "error" : "info");
    log(BUSY, "payments", at, document, "info");
    const name = { scope: BUSY, flow: "sales-invoices", source: idOf(document) };
    store.records.putSoon({
      ...{
        ...name,
        label: `${1_000_000 + document} Acme ${document % 997} Oy`,
        state: refused ? "refused" : "done",
        sourceHash: "",
      },
      ...{
        target: String(document),
        code: refused ? "E1" : undefined,
        message: refused ? "No." : undefined,
        advice: undefined,
        at,
      },
    });
    const intent = {
      ...name,
      key: `create ${document}`,
      step: stepOf("create", "procountor/invoice"),
      state: "confirmed",
    } as const;
    const added = store.intents.add(
      { ...intent, body: "{}", bodyHash: "h", targetId: String(document) },
      lease.fence,
      at,
    );
    if (document % 2_000 === 0) {
      await added;
      await store.flush();
    }
  }
  await store.flush();
}

async function madeBy(checkout: string, version: string): Promise<string> {
  const folder = join(tmpdir(), `koppel-bench-years-${version}`);
  const path = join(folder, "koppel.sqlite");
  mkdirSync(folder, { recursive: true });
  const companies = Array.from(
    { length: COMPANIES },
    (_, index) =>
      `  company${index + 1}:\n    timezone: Europe/Helsinki\n    integrations:\n      ${INTEGRATION}: { active: true, systems: {} }\n`,
  );
  writeFileSync(join(folder, "koppel.yaml"), `connections: {}\ncompanies:\n${companies.join("")}`);
  if (existsSync(path)) return folder;
  const begun = performance.now();
  const { openStore } = (await import(
    join(checkout, "engine/store/open-store.ts")
  )) as typeof import("../engine/store/open-store.ts");
  const store = await openStore(`${path}.part`);
  await fill(store);
  await store.close();
  renameSync(`${path}.part`, path);
  const megabytes = short(statSync(path).size / 1e6);
  console.log(`${version}: ${path} made in ${short((performance.now() - begun) / 1000)} s, ${megabytes} MB`);
  return folder;
}

interface Asked {
  readonly seconds: number;
  readonly processor: number;
  readonly megabytes: number;
}

/** Says at the end what the process took of the processor, and what the kernel noted as the most memory of it. */
const TELL_MEMORY = `data:text/javascript,import{readFileSync}from"node:fs";process.on("exit",()=>{const{user,system}=process.cpuUsage();process.stderr.write("CPU "+(user+system)/1e6+" "+readFileSync("/proc/self/status","utf8"))})`;

/** The whole process with its start. Its exit code is that of what it says, and does not matter here. */
function ask({ checkout, folder }: Candidate, words: readonly string[]): Asked {
  const program = ["--import", TELL_MEMORY, join(checkout, "cli/koppel.js")];
  const begun = performance.now();
  const { stderr } = spawnSync(process.execPath, [...program, ...words], { cwd: folder, encoding: "utf8" });
  const seconds = (performance.now() - begun) / 1000;
  return {
    seconds,
    processor: Number(/CPU ([\d.]+)/.exec(stderr)?.[1]),
    megabytes: Number(/VmHWM:\s+(\d+) kB/.exec(stderr)?.[1] ?? Number.NaN) / 1000,
  };
}

interface Candidate {
  readonly name: string;
  readonly checkout: string;
  readonly folder: string;
  /** What takes so long is asked less often. */
  readonly rounds: number;
}

const [option, older] = process.argv.slice(2);
const candidates: Candidate[] = [{ name: "now", checkout: root, folder: await madeBy(root, "now"), rounds: ROUNDS }];
if (option === "--old" && older !== undefined)
  candidates.push({ name: "old", checkout: older, folder: await madeBy(older, "old"), rounds: 1 });
const figures: Figure[] = [];
for (const [what, words] of Object.entries(QUESTIONS)) {
  const asked = candidates.map((): Asked[] => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const [index, candidate] of candidates.entries())
      if (round < candidate.rounds) asked[index]?.push(ask(candidate, words));
  const shown = (answers: readonly Asked[]): string =>
    `${short(median(answers.map(({ seconds }) => seconds)))} s (processor ${short(median(answers.map(({ processor }) => processor)))} s), ${short(median(answers.map(({ megabytes }) => megabytes)))} MB`;
  const [now = [], old] = asked;
  const seconds = median(now.map((one) => one.seconds));
  const megabytes = median(now.map((one) => one.megabytes));
  figures.push({
    what,
    measured: `${shown(now)}${old === undefined ? "" : ` (before: ${shown(old)})`}`,
    bar: "0.3 s and 120 MB",
    holds: seconds <= 0.3 && megabytes <= 120,
  });
}
print("a million log entries, whole processes", figures);
