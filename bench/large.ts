/** Tens of thousands of invoices in one plan and one run, through the real program: calls for lists, and memory. */
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atMost, type Figure, print, short } from "./figures.ts";
import { koppel } from "./koppel-process.ts";
import { WITHOUT_PACE } from "./run-connectors.ts";
import { type SandboxProcess, type SandboxStart, startSandboxProcess, writeWorkspace } from "./sandbox-process.ts";

const INVOICES = Number(process.env["INVOICES"] ?? 50_000);
const MOST_MEGABYTES = 200;
const ROW_PAGES_FOR_EACH = 2_100 / 50_000;
const folder = join(tmpdir(), `koppel-bench-large-${process.pid}`);

const LISTS = { rows: "severa GET /v1/invoicerows", invoices: "severa GET /v1/invoices" } as const;

async function measured(
  sandbox: SandboxProcess,
  words: readonly string[],
): Promise<readonly [figures: readonly Figure[], made: number]> {
  const before = (await sandbox.audit()).calls;
  const { code, seconds, megabytes, processorSeconds, output } = await koppel(...words);
  const { calls, invoices, duplicates } = await sandbox.audit();
  if (code !== 0 || duplicates.length > 0) throw new Error(`${words[0]} ended with ${code}\n${output}`);
  const pagesOf = (route: string): number => (calls[route] ?? 0) - (before[route] ?? 0);
  const [name] = words;
  return [
    [
      atMost(`${name}: pages of rows`, pagesOf(LISTS.rows), Math.ceil(INVOICES * ROW_PAGES_FOR_EACH), "calls"),
      { what: `${name}: pages of invoices`, measured: `${pagesOf(LISTS.invoices)}` },
      atMost(`${name}: peak memory`, megabytes, MOST_MEGABYTES, "MB"),
      { what: `${name}: time`, measured: `${short(seconds)} s, ${short(processorSeconds)} s of the processor` },
    ],
    Object.keys(invoices.sales).length,
  ];
}

async function measure(): Promise<readonly Figure[]> {
  const start: SandboxStart = { invoices: INVOICES, customers: 50, travel: 0, purchases: 0, seed: 1, quota: false };
  const sandbox = await startSandboxProcess(start);
  try {
    const settings = { attachments: "NONE", dimensions: false, travel: false, purchases: false } as const;
    const { path } = await writeWorkspace(folder, sandbox, start, settings, WITHOUT_PACE);
    const common = ["--flow", "sales-invoices", "--workspace", path];
    const [planned] = await measured(sandbox, ["plan", "--format", "json", ...common]);
    const [shown] = await measured(sandbox, ["plan", ...common]);
    const [ran, made] = await measured(sandbox, ["run", "--concurrency", "32", ...common]);
    if (made !== INVOICES) throw new Error(`${made} of ${INVOICES} invoices are there`);
    return [...planned.map((figure) => ({ ...figure, what: `${figure.what} (json)` })), ...shown, ...ran];
  } finally {
    await sandbox.close();
  }
}

try {
  print(`large (${INVOICES} invoices in one go, no quota)`, await measure());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
