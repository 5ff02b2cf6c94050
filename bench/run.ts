/** 5,000 invoices through the real program against the sandbox, each intent durable before its send, and a bare loop of the same calls. */
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { DemoSettings } from "../cli/demo-workspace.ts";
import { bareLoop } from "./bare-loop.ts";
import { atLeast, atMost, type Figure, median, print, short } from "./figures.ts";
import { koppel } from "./koppel-process.ts";
import { CONCURRENCY, WITHOUT_PACE } from "./run-connectors.ts";
import { type SandboxProcess, type SandboxStart, startSandboxProcess, writeWorkspace } from "./sandbox-process.ts";

const INVOICES = 5_000;
const ROUNDS = 3;
const MOST_MEGABYTES = 200;
const folder = join(tmpdir(), `koppel-bench-run-${process.pid}`);

const PLAIN: DemoSettings = { attachments: "NONE", dimensions: false, travel: false, purchases: false };

interface Ran {
  readonly seconds: number;
  readonly megabytes: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly store: string;
}

/** One `koppel run` in a process of its own, with its start. */
async function koppelRun(sandbox: SandboxProcess, start: SandboxStart, settings: DemoSettings): Promise<Ran> {
  await sandbox.reset();
  const { path } = await writeWorkspace(folder, sandbox, start, settings, WITHOUT_PACE);
  const before = (await sandbox.audit()).calls;
  const words = ["run", "--flow", "sales-invoices", "--workspace", path, "--concurrency", String(CONCURRENCY)];
  const { code, seconds, megabytes, output } = await koppel(...words);
  const audit = await sandbox.audit();
  const made = Object.keys(audit.invoices.sales).length;
  if (code !== 0 || made !== start.invoices || audit.duplicates.length > 0)
    throw new Error(`the run ended with ${code}; ${made} of ${start.invoices} invoices are there\n${output}`);
  const calls = Object.entries(audit.calls).map(([route, count]) => [route, count - (before[route] ?? 0)] as const);
  return {
    seconds,
    megabytes,
    calls: Object.fromEntries(calls.filter(([, count]) => count > 0)),
    store: join(folder, "koppel.sqlite"),
  };
}

/** Read in pages for all invoices together. */
const LISTS: readonly string[] = ["severa GET /v1/invoices", "severa GET /v1/invoicerows"];

/** What a partner or product costs when it is met for the first time. */
const FIRST_USE = /businesspartners|products/;

/** Calls for each invoice, without what is asked once or in pages. */
function perInvoice(
  calls: Ran["calls"],
  invoices: number,
  left: (route: string) => boolean = () => true,
): { readonly sum: number; readonly routes: string } {
  const each = Object.entries(calls).filter(
    ([route, count]) => count >= invoices * 0.02 && !LISTS.includes(route) && left(route),
  );
  const most = each
    .toSorted(([, a], [, b]) => b - a)
    .filter(([, count]) => count >= invoices * 0.1)
    .map(([route, count]) => `${route.replace(/^\w+ /, "")} ${short(count / invoices)}`);
  return { sum: each.reduce((sum, [, count]) => sum + count, 0) / invoices, routes: most.join(", ") };
}

async function measure(): Promise<readonly Figure[]> {
  const start: SandboxStart = { invoices: INVOICES, customers: 50, travel: 0, purchases: 0, seed: 1, quota: false };
  const sandbox = await startSandboxProcess(start);
  const ran: Ran[] = [];
  const bare: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const one = await koppelRun(sandbox, start, PLAIN);
      ran.push(one);
      bare.push(await bareLoop(sandbox, createdBodies(one.store), CONCURRENCY));
    }
  } finally {
    await sandbox.close();
  }
  const ratios = ran.map(({ seconds }, index) => (bare[index] ?? Number.NaN) / seconds);
  const rate = (seconds: number): string => `${short(INVOICES / seconds)}/s`;
  const beyond = perInvoice((ran[0] as Ran).calls, INVOICES, (route) => !FIRST_USE.test(route));
  return [
    atLeast(
      `${INVOICES} invoices, to a bare loop of the same calls`,
      median(ratios),
      0.35,
      ` (${rate(median(ran.map(({ seconds }) => seconds)))} with its start, ${rate(median(bare))} bare)`,
    ),
    atMost("peak memory", Math.max(...ran.map(({ megabytes }) => megabytes)), MOST_MEGABYTES, "MB"),
    atMost("calls an invoice whose partner and products are known", beyond.sum, 3, "calls", ` (${beyond.routes})`),
    ...(await callsBySetting()),
  ];
}

/** The frozen bodies as they were sent, from the journal. */
function createdBodies(
  store: string,
): readonly { readonly guid: string; readonly number: string; readonly body: string }[] {
  const database = new DatabaseSync(store, { readOnly: true });
  const rows = database
    .prepare(
      "SELECT source, body FROM intent JOIN intent_body USING (number) WHERE flow = 'sales-invoices' AND step = 'create procountor/invoice'",
    )
    .all();
  database.close();
  return rows.map((row) => {
    const body = String(row["body"]);
    const { originalInvoiceNumber } = JSON.parse(body) as { originalInvoiceNumber: string };
    return { guid: String(row["source"]), number: originalInvoiceNumber, body };
  });
}

/** How many calls an invoice takes with the other settings of attachments and dimensions. */
async function callsBySetting(): Promise<readonly Figure[]> {
  const invoices = 300;
  const start: SandboxStart = { invoices, customers: 20, travel: 0, purchases: 0, seed: 1, quota: false };
  const sandbox = await startSandboxProcess(start);
  const variants: readonly (readonly [string, DemoSettings])[] = [
    ["no attachments, no dimensions", PLAIN],
    ["attachments not selected", { ...PLAIN, attachments: "NOT_SELECTED" }],
    ["specification", { ...PLAIN, attachments: "SPECIFICATION" }],
    ["PDF", { ...PLAIN, attachments: "PDF" }],
    ["specification, three dimensions", { ...PLAIN, attachments: "SPECIFICATION", dimensions: true }],
  ];
  const figures: Figure[] = [];
  try {
    for (const [name, settings] of variants) {
      const { sum, routes } = perInvoice((await koppelRun(sandbox, start, settings)).calls, invoices);
      figures.push({ what: `calls an invoice: ${name}`, measured: `${short(sum)} (${routes})` });
    }
  } finally {
    await sandbox.close();
  }
  return figures;
}

try {
  print(`run (concurrency ${CONCURRENCY}, ${ROUNDS} interleaved rounds, no quota)`, await measure());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
