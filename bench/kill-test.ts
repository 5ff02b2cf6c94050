/**
 * Kills the real program again and again while the network misbehaves, and counts what was duplicated or lost:
 *
 *     npm run kill-test -- --kills 100
 *
 * The sandbox and each `koppel run` are processes of their own. After the last kill the faults end, the program runs until
 * nothing is open, and the sandbox's audit is the judge.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Random } from "../sandbox/seed/random.ts";
import type { Faults } from "../sandbox/server/faults.ts";
import {
  type ConnectorEdits,
  root,
  type SandboxProcess,
  startSandboxProcess,
  writeWorkspace,
} from "./sandbox-process.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    invoices: { type: "string", default: "1200" },
    seed: { type: "string", default: "1" },
    keep: { type: "boolean", default: false },
  },
});

/** A process lives this long before it is killed: from its first call to the middle of its work. */
const LIVES_MS = { least: 1_500, most: 9_000 };
const LONGEST_ENDING_MS = 12 * 60_000;
const PAUSE_MS = 5_000;
/** Few at once, so that the work lasts for many lives. */
const CONCURRENCY = "8";

/**
 * Short windows, so that the end comes in minutes; the faults keep well within them. The pace is quicker than
 * the vendors', so that a process reaches its writes within the seconds it lives.
 */
const EDITS: ConnectorEdits = {
  severa: [
    [/^timeout: 60 seconds/m, "timeout: 2 seconds"],
    [/^settle: {2}120 seconds/m, "settle:  5 seconds"],
    [/calls: 10, per: 1 second/, "calls: 600, per: 1 second"],
  ],
  procountor: [
    [/^timeout: 60 seconds/m, "timeout: 2 seconds"],
    [/^settle: {2}180 seconds/m, "settle:  5 seconds"],
    [/calls: 60, per: 1 second/, "calls: 300, per: 1 second"],
  ],
};

const WRITES = "^(POST|PUT|PATCH) (?!.*token)";
const FAULTS: Partial<Faults> = {
  lostRequest: { route: WRITES, probability: 0.02 },
  lostReply: { route: WRITES, probability: 0.04 },
  executeThenTimeout: { route: WRITES, probability: 0.03 },
  lateLanding: [
    { route: WRITES, probability: 0.02, ms: 600 },
    { route: WRITES, probability: 0.02, ms: 4_000 },
  ],
  errorAfterEffect: { route: WRITES, probability: 0.03 },
  htmlError: { route: WRITES, probability: 0.02 },
  notJson: { route: WRITES, probability: 0.02 },
  storm429: { route: WRITES, probability: 0.02 },
  slow: { route: WRITES, probability: 0.03, ms: 700 },
};
const NO_FAULTS: Partial<Faults> = Object.fromEntries(Object.keys(FAULTS).map((name) => [name, null]));

const kills = Number(values.kills);
const start = { invoices: Number(values.invoices), travel: 40, purchases: 30, seed: Number(values.seed), quota: false };
const folder = join(tmpdir(), `koppel-kill-test-${process.pid}`);
const random = new Random(start.seed);
const faultsOfItsOwn: string[] = [];
const sandbox = await startSandboxProcess(start);
try {
  process.exitCode = await killTest(sandbox);
} finally {
  await sandbox.close();
  if (values.keep) console.log(`The workspace stays in ${folder}.`);
  else rmSync(folder, { recursive: true, force: true });
}

interface Tally {
  runs: number;
  kills: number;
  /** Kills that left a write sent and unanswered, and how many such writes there were. */
  midWrite: number;
  unanswered: number;
}

async function killTest(sandbox: SandboxProcess): Promise<number> {
  const begun = Date.now();
  const { path } = await writeWorkspace(folder, sandbox, start, { attachments: "SPECIFICATION" }, EDITS);
  const store = join(folder, "koppel.sqlite");
  const tally: Tally = { runs: 0, kills: 0, midWrite: 0, unanswered: 0 };
  await sandbox.setFaults(FAULTS);
  let ended = 0;
  while (tally.kills < kills && ended < 20) {
    if (await runAndKill(path, store, tally)) ended = 0;
    else ended++;
    if (tally.kills % 10 === 0) console.log(progressLine(tally, await sandbox.audit(), begun));
  }
  const faults = (await sandbox.audit()).faults;
  await sandbox.setFaults(NO_FAULTS);
  console.log(`Faults end after ${tally.kills} kills; running until nothing is open.`);
  const settled = await runToTheEnd(sandbox, path, store, tally);
  return report(await sandbox.audit(), faults, tally, settled, openWrites(store), Date.now() - begun);
}

/** True when the process was killed; false when it had ended before. */
async function runAndKill(path: string, store: string, tally: Tally): Promise<boolean> {
  const child = koppelRun(path);
  tally.runs++;
  const life = LIVES_MS.least + random.next() * (LIVES_MS.most - LIVES_MS.least);
  const timer = setTimeout(() => child.kill("SIGKILL"), life);
  const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  clearTimeout(timer);
  if (signal !== "SIGKILL") return false;
  tally.kills++;
  const { sending } = openWrites(store);
  if (sending > 0) tally.midWrite++;
  tally.unanswered += sending;
  return true;
}

function koppelRun(path: string) {
  const words = ["run", "--workspace", path, "--concurrency", CONCURRENCY];
  const child = spawn(process.execPath, [join(root, "cli/koppel.js"), ...words], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  // A fault of the program's own is a failure of this test, however well the next run copes with it.
  child.stderr.on("data", (text: Buffer) => {
    if (text.includes("fault of its own")) faultsOfItsOwn.push(text.toString().trim());
  });
  return child;
}

interface OpenWrites {
  readonly sending: number;
  /** Nobody knows yet what became of them. */
  readonly open: number;
  /** Open in the journal although the effect is settled: the record was linked, or the document has moved on. */
  readonly overtaken: number;
  readonly undecided: number;
}

function openWrites(store: string): OpenWrites {
  return withStore(store, { sending: 0, open: 0, overtaken: 0, undecided: 0 }, (database) => {
    const count = (states: string): number =>
      Number(database.prepare(`SELECT count(*) AS n FROM intent WHERE state IN (${states})`).get()?.["n"] ?? 0);
    const settled =
      "(step LIKE 'write back %' OR EXISTS (SELECT 1 FROM link WHERE link.register = flow AND link.source = intent.source))";
    return {
      sending: count("'sending'"),
      open: count(`'planned','sending','uncertain') AND NOT ${settled} AND (1`),
      overtaken: count(`'planned','sending','uncertain') AND ${settled} AND (1`),
      undecided: count("'duplicate','undecided'"),
    };
  });
}

/** Faults of the program that a run told of a record and went on. */
function internalFaults(store: string): readonly string[] {
  const faults = "SELECT DISTINCT message FROM record WHERE state = 'refused' AND code = 'internal-fault'";
  return withStore(store, [], (database) =>
    database
      .prepare(faults)
      .all()
      .map(({ message }) => String(message)),
  );
}

/** `none` while the killed process had not yet come to make the store. */
function withStore<Result>(store: string, none: Result, work: (database: DatabaseSync) => Result): Result {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(store, { timeout: 5_000 });
    const made = database.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name IN ('intent', 'lease')").get();
    return Number(made?.["n"] ?? 0) === 2 ? work(database) : none;
  } finally {
    database?.close();
  }
}

async function runToTheEnd(sandbox: SandboxProcess, path: string, store: string, tally: Tally): Promise<boolean> {
  const until = Date.now() + LONGEST_ENDING_MS;
  while (Date.now() < until) {
    const child = koppelRun(path);
    tally.runs++;
    await once(child, "exit");
    const { waiting } = await sandbox.audit();
    const { open, overtaken } = openWrites(store);
    console.log(
      `  waiting in Severa: ${waiting.invoices} invoices, ${waiting.travel} travel; open writes: ${open}, of settled effects ${overtaken}`,
    );
    const told = internalFaults(store);
    if (told.length > 0) {
      faultsOfItsOwn.push(...told);
      return false;
    }
    if (waiting.invoices === 0 && waiting.travel === 0 && open === 0 && overtaken === 0) return true;
    await wait(PAUSE_MS);
  }
  return false;
}

type Audit = Awaited<ReturnType<SandboxProcess["audit"]>>;

function progressLine(tally: Tally, audit: Audit, begun: number): string {
  const { waiting, duplicates, losses } = audit;
  return `${seconds(Date.now() - begun)}: ${tally.kills} kills (${tally.midWrite} with a write on its way), ${waiting.invoices} invoices and ${waiting.travel} travel invoices still wait, ${duplicates.length} duplicates, ${losses.length} losses`;
}

function report(
  audit: Audit,
  faults: Audit["faults"],
  tally: Tally,
  settled: boolean,
  open: OpenWrites,
  tookMs: number,
): number {
  const { invoices, duplicates, losses, waiting } = audit;
  const sales = Object.keys(invoices.sales).length;
  const injected = Object.entries(faults).map(([name, count]) => `${name} ${count}`);
  const total = Object.values(faults).reduce((sum, count) => sum + count, 0);
  console.log(`
kills (SIGKILL)                 ${tally.kills}, of them ${tally.midWrite} with a write sent and unanswered (${tally.unanswered} writes)
runs                            ${tally.runs}
invoices                        ${sales} of ${start.invoices} sales, ${Object.keys(invoices.travel).length} travel
other records                   ${Object.keys(audit.attachments).length} attachments, ${Object.keys(audit.partners).length} partners, ${Object.keys(audit.products).length} products, ${Object.keys(audit.persons).length} persons, ${Object.keys(audit.fees).length} fees
faults injected                 ${total}: ${injected.join(", ")}
faults of the program itself    ${faultsOfItsOwn.length}
left open though settled        ${open.overtaken} entries of the journal
undecided, for a person         ${open.undecided}
still waiting                   ${waiting.invoices + waiting.travel}
duplicates                      ${duplicates.length}
losses                          ${losses.length}
duration                        ${seconds(tookMs)}`);
  for (const duplicate of duplicates) console.log(`  duplicate: ${JSON.stringify(duplicate)}`);
  for (const loss of losses) console.log(`  loss: ${JSON.stringify(loss)}`);
  for (const fault of faultsOfItsOwn.slice(0, 5)) console.log(`  ${fault}`);
  const whole = sales === start.invoices && tally.kills === kills && faultsOfItsOwn.length === 0;
  return settled && whole && duplicates.length === 0 && losses.length === 0 && open.undecided === 0 ? 0 : 1;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
