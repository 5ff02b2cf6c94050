import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { inject } from "vitest";
import { parse, stringify } from "yaml";
import { type DemoSettings, type DemoWorkspace, writeDemoWorkspace } from "../../cli/demo-workspace.ts";
import { systemClock } from "../../engine/http/clock.ts";
import { type Library, openLibrary } from "../../engine/project/library.ts";
import { loadWorkspace, SHIPPED } from "../../engine/project/workspace.ts";
import { messageOf } from "../../engine/report/message-of.ts";
import { openJobs } from "../../engine/service/open-jobs.ts";
import { collector, hasErrors } from "../../engine/source/collect.ts";
import { openStore } from "../../engine/store/open-store.ts";
import type { LogEntry, RecordState, Store } from "../../engine/store/store.ts";
import { type Job, silent } from "../../engine/work/base/job.ts";
import { planFlows, type RunOptions, runOnce } from "../../engine/work/run.ts";
import type { RunReport } from "../../engine/work/run-report.ts";
import type { Finding } from "../../engine/work/set-up/finding.ts";
import type { Prepared } from "../../engine/work/set-up/read-settings.ts";
import { setUp } from "../../engine/work/set-up/set-up.ts";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../sandbox/sandbox.ts";
import { isRecord, type JsonRecord, merged, recordsAt } from "../../sandbox/server/json.ts";
import { type WholePlan, wholePlan } from "../engine/work/whole-plan.ts";

/** Settings of the demo, and anything else of the integration's settings by its place in them. */
export interface Options {
  readonly sandbox?: SandboxOptions;
  readonly demo?: DemoSettings;
  readonly settings?: JsonRecord;
}

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Both systems, a workspace for them, and what a person or the command line can do with it. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly workspace: DemoWorkspace;
  readonly folder: string;
  readonly store: Store;
  /** One run of the integration, as `koppel run` does it; `counts` by flow are in the report. */
  run(options?: RunOptions & { readonly company?: string }): Promise<RunReport>;
  plan(options?: RunOptions): Promise<WholePlan>;
  setUp(company?: string): Promise<Prepared>;
  withJob<Result>(work: (job: Job) => Promise<Result>, company?: string): Promise<Result>;
  /** Changes the integration's settings in koppel.yaml. */
  change(settings: JsonRecord): void;
  /** Changes koppel.yaml as a whole. */
  rewrite(change: (file: JsonRecord) => JsonRecord): void;
  /** A person edits a sales invoice, its customer's card or its rows in Severa. */
  edit(number: number, change: JsonRecord): void;
  editTravel(number: number, change: JsonRecord): void;
  /** A sales invoice of Severa as it is served. The first is 26001. */
  invoice(number: number): JsonRecord;
  /** What Procountor received for an invoice of Severa; fails when it is not exactly one. */
  received(number: number): JsonRecord;
  receivedTravel(number: number): JsonRecord;
  /** How many sales invoices Procountor has under this number of Severa. */
  count(number: number): number;
  statusOf(number: number): string;
  travelStatusOf(number: number): string;
  /** Lets the engine's clock run ahead; the sandbox's stays. */
  pass(ms: number): void;
  unsolved(): Promise<readonly RecordState[]>;
  /** The unsolved error of a sales invoice. */
  errorOf(number: number): Promise<RecordState | undefined>;
  log(): Promise<readonly LogEntry[]>;
  cli(...words: readonly string[]): Promise<Ran>;
  /** Starts a command and leaves it running; ended with the stage. */
  start(...words: readonly string[]): Started;
}

export interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

let shared: Library | undefined;

/** The shipped schemas, unhurried; see `test/unhurried-schemas.ts`. */
export function schemas(): string {
  return inject("schemas");
}

/** The shipped mappings, read once. */
export function library(): Library {
  if (shared !== undefined) return shared;
  const collected = collector();
  const opened = openLibrary({ mappings: join(SHIPPED, "mappings"), schemas: schemas() }, collected.report);
  opened.integration("severa-procountor");
  if (hasErrors(collected.diagnostics))
    throw new Error(
      `the shipped mappings have errors: ${collected.diagnostics.map((fault) => `${fault.code}: ${messageOf(fault)}`).join("; ")}`,
    );
  shared = opened;
  return opened;
}

/** Starts both systems, writes a workspace, and takes everything down again whatever happens. */
export async function withSandbox<Result>(options: Options, work: (stage: Stage) => Promise<Result>): Promise<Result> {
  const sandbox = await startSandbox({
    quota: false,
    refusals: false,
    invoices: 6,
    travel: 0,
    purchases: 0,
    ...options.sandbox,
  });
  const folder = mkdtempSync(join(tmpdir(), "koppel-e2e-"));
  const started: Started[] = [];
  let store: Store | undefined;
  try {
    const workspace = writeDemoWorkspace(folder, sandbox, {
      travel: false,
      purchases: false,
      dimensions: false,
      ...options.demo,
    });
    store = await openStore(join(folder, "koppel.sqlite"));
    const stage = stageOf(sandbox, folder, workspace, store, started);
    stage.rewrite((file) => ({ ...file, schemas: schemas() }));
    if (options.settings !== undefined) stage.change(options.settings);
    return await work(stage);
  } finally {
    for (const { child } of started) if (child.exitCode === null) child.kill("SIGKILL");
    await Promise.all(started.map(({ ended }) => ended));
    await store?.close();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function stageOf(sandbox: Sandbox, folder: string, workspace: DemoWorkspace, store: Store, started: Started[]): Stage {
  let ahead = 0;
  const clock = { now: () => systemClock.now() + ahead, sleep: (ms: number) => systemClock.sleep(ms) };
  const scope = `${workspace.company}/${workspace.integration}`;
  const withJob = async <Result>(work: (job: Job) => Promise<Result>, company = workspace.company): Promise<Result> => {
    const jobs = openJobs({
      workspace: await loadWorkspace(workspace.path),
      library: library(),
      store,
      clock,
      progress: silent,
      concurrency: 8,
    });
    try {
      return await work(jobs.open(company, workspace.integration));
    } finally {
      await jobs.close();
    }
  };
  const rewrite = (change: (file: JsonRecord) => JsonRecord): void => {
    writeFileSync(
      workspace.path,
      stringify(change(parse(readFileSync(workspace.path, "utf8")) as JsonRecord), { aliasDuplicateObjects: false }),
    );
  };
  const severa = (): Sandbox["state"]["severa"] => sandbox.state.severa;
  const books = (): Sandbox["state"]["procountor"]["books"] => sandbox.state.procountor.books;
  const made = (number: number, types: readonly string[]): readonly JsonRecord[] =>
    books()
      .invoices.all()
      .filter(
        ({ made, record }) =>
          made && types.includes(String(record["type"])) && record["originalInvoiceNumber"] === String(number),
      )
      .map(({ record }) => record);
  const only = (found: readonly JsonRecord[], number: number): JsonRecord => {
    const [one] = found;
    if (found.length !== 1 || one === undefined)
      throw new Error(`Procountor has ${found.length} invoices for ${number}`);
    return one;
  };
  const indexOf = (number: number): number => {
    const index = severa().invoices.withNumber(number);
    if (index === undefined) throw new Error(`Severa has no invoice ${number}`);
    return index;
  };
  const travel = (number: number): JsonRecord => {
    const found = severa()
      .world.travelReimbursements.all()
      .find((record) => record["number"] === number);
    if (found === undefined) throw new Error(`Severa has no travel reimbursement ${number}`);
    return found;
  };
  const unsolved = (): Promise<readonly RecordState[]> => store.records.list(scope, { state: "refused" });
  const refuseText = (edited: JsonRecord | string): void => {
    if (typeof edited === "string") throw new Error(edited);
  };
  return {
    sandbox,
    workspace,
    folder,
    store,
    withJob,
    rewrite,
    pass: (ms) => {
      ahead += ms;
    },
    run: ({ company, ...options } = {}) => withJob((job) => runOnce(job, options), company),
    plan: (options = {}) => withJob((job) => wholePlan(planFlows(job, options))),
    setUp: (company) => withJob(setUp, company),
    change: (settings) =>
      rewrite((file) =>
        merged(file, {
          companies: { [workspace.company]: { integrations: { [workspace.integration]: { settings } } } },
        }),
      ),
    edit: (number, change) => refuseText(severa().edits.invoices(number, change, Date.now())),
    editTravel: (number, change) => refuseText(severa().edits.travel(number, change, Date.now())),
    invoice: (number) => severa().invoices.record(indexOf(number)),
    received: (number) => only(made(number, ["SALES_INVOICE"]), number),
    receivedTravel: (number) => only(made(number, ["TRAVEL_INVOICE"]), number),
    count: (number) => made(number, ["SALES_INVOICE"]).length,
    statusOf: (number) =>
      String(severa().world.invoiceStatuses.at(severa().invoices.statusOf(indexOf(number)))["name"]),
    travelStatusOf: (number) => {
      const status = travel(number)["travelReimbursementStatus"];
      return isRecord(status) ? String(status["name"]) : "";
    },
    unsolved,
    errorOf: async (number) => {
      const guid = severa().invoices.record(indexOf(number))["guid"];
      return (await unsolved()).find(({ flow, source }) => flow === "sales-invoices" && source === guid);
    },
    log: () => store.log.list({ scope }),
    cli: (...words) => koppel(folder, words),
    start: (...words) => {
      const child = start(folder, words);
      started.push(child);
      return child;
    },
  };
}

const program = resolve(import.meta.dirname, "..", "..", "cli", "koppel.js");

/** The real command line, in `folder`. */
export async function koppel(folder: string, words: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [program, ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err] = [textOf(child.stdout), textOf(child.stderr)];
  const code = await endOf(child);
  return { code, out: out(), err: err() };
}

function start(folder: string, words: readonly string[]): Started {
  const child = spawn(process.execPath, [program, ...words], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err] = [textOf(child.stdout), textOf(child.stderr)];
  return { child, output: () => out() + err(), ended: endOf(child) };
}

function textOf(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
  });
  return () => text;
}

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done(code));
  });
}

/** Waits until `holds`, looking every 20 ms; fails when it does not within `ms`. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  ms = 10_000,
  what = "what was waited for",
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`${what} did not happen within ${ms} ms`);
    await new Promise((go) => setTimeout(go, 20));
  }
}

/** Fails, with the findings, when the run did not go through. */
export function flowsOf(report: RunReport): Extract<RunReport, { kind: "done" }> {
  if (report.kind !== "done") throw new Error(`the run is ${report.kind}: ${JSON.stringify(report)}`);
  const problem = report.flows.find(({ problem }) => problem !== undefined);
  if (problem !== undefined) throw new Error(`${problem.flow}: ${problem.problem}`);
  return report;
}

export function codesOf(findings: readonly Finding[], level?: Finding["level"]): readonly string[] {
  return findings.filter((finding) => level === undefined || finding.level === level).map(({ code }) => code);
}

export function rowsOf(invoice: JsonRecord): readonly JsonRecord[] {
  return recordsAt(invoice, "invoiceRows");
}
