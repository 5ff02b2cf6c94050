import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Clock } from "../../../engine/http/system.ts";
import { openMemoryStore, openSqliteStore } from "../../../engine/store/sqlite/sqlite-store.ts";
import type { LogEntry, RecordState, Store } from "../../../engine/store/store.ts";
import { isRecord } from "../../../engine/value/path.ts";
import type { RecordValue } from "../../../engine/value/value.ts";
import { type Job, silent } from "../../../engine/work/base/job.ts";
import { planFlows, type RunOptions, runOnce } from "../../../engine/work/run.ts";
import type { RunReport } from "../../../engine/work/run-report.ts";
import { systemsBelow } from "../../golden/workbench.ts";
import { compiledShop } from "../compile/shop.ts";
import { FakeSystem } from "./fake-system.ts";
import { invoices } from "./shop-mappings.ts";
import { type WholePlan, wholePlan } from "./whole-plan.ts";

/** Moves only when somebody sleeps or a test says so; the renewal of a lease sleeps until it is released. */
export class StageClock implements Clock {
  time = Date.parse("2026-03-02T06:00:00Z");

  now(): number {
    return this.time;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal === undefined) {
      this.time += ms;
      return;
    }
    if (signal.aborted) return;
    await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
  }
}

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const SCOPE = "acme/shop-books";

/** Settings of the shop, as a workspace has them. */
const settings = {
  invoices: { transfer: "To books", done: "In books", account: "FI2112345600000785" },
};

export interface StageOptions {
  /** Mapping files in place of those of the golden folder; an empty text leaves one out. */
  readonly files?: Readonly<Record<string, string>>;
  readonly job?: Partial<Job>;
  /** The store is a file, so that it is still there after a crash. */
  readonly onDisk?: boolean;
}

export interface Stage {
  readonly shop: FakeSystem;
  readonly books: FakeSystem;
  readonly clock: StageClock;
  readonly store: Store & { abandon(): void };
  /** The process dies: what was not committed is lost, and nothing that was under way ever comes back. */
  crash(): Promise<void>;
  job(change?: Partial<Job>): Job;
  run(options?: RunOptions): Promise<RunReport>;
  /** The counts and problem of one flow of a run. */
  runFlow(flow: string, options?: RunOptions): Promise<Extract<RunReport, { kind: "done" }>["flows"][number]>;
  plan(options?: RunOptions): Promise<WholePlan>;
  log(filter?: Partial<LogEntry>): Promise<readonly LogEntry[]>;
  state(flow: string, source: string): Promise<RecordState | undefined>;
}

const systems = systemsBelow(join(import.meta.dirname, "../../golden/check/systems"), () => {});

function schemaOf(name: string) {
  const schema = systems(name);
  if (schema === undefined) throw new Error(`no schema ${name}`);
  return schema;
}

/** Shop and Books in memory, empty but for statuses, countries and an account; the store is in memory too. */
export async function shopStage(options: StageOptions = {}): Promise<Stage> {
  const clock = new StageClock();
  const shop = new FakeSystem("shop", schemaOf("shop"), clock);
  const books = new FakeSystem("books", schemaOf("books"), clock);
  const folder = options.onDisk === true ? mkdtempSync(join(tmpdir(), "koppel-stage-")) : undefined;
  const open = () => (folder === undefined ? openMemoryStore() : openSqliteStore(join(folder, "koppel.sqlite")));
  let store = await open();
  let deaths = 0;
  onTestFinished(() => {
    store.abandon();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  shop.put(
    "orderStatus",
    { guid: "s1", name: "To books", hasNumber: true, isActive: true },
    { guid: "s2", name: "In books", hasNumber: true, isActive: true },
    { guid: "s3", name: "Draft", hasNumber: false, isActive: true },
    { guid: "s4", name: "Paid", hasNumber: true, isActive: true },
  );
  shop.put("country", { guid: "c1", name: "Suomi", code2: "FI" }, { guid: "c2", name: "Sverige", code2: "SE" });
  books.put("account", { id: 7, iban: "FI2112345600000785" });
  const integration = compiledShop(options.files);
  const job = (change: Partial<Job> = {}): Job => ({
    company: "acme",
    title: "Acme Oy",
    timezone: "Europe/Helsinki",
    unit: undefined,
    configuredUnits: [],
    integration,
    schemas: new Map([
      ["shop", schemaOf("shop")],
      ["books", schemaOf("books")],
    ]),
    systems: new Map([
      ["shop", shop],
      ["books", books],
    ]),
    settings,
    confirmed: [],
    store,
    clock,
    owner: `test ${deaths}`,
    concurrency: 4,
    progress: silent,
    ...options.job,
    ...change,
  });
  const run = (given?: RunOptions): Promise<RunReport> => runOnce(job(), given);
  return {
    shop,
    books,
    clock,
    get store() {
      return store;
    },
    async crash() {
      store.abandon();
      deaths++;
      clock.time += 2 * MINUTE;
      store = await open();
    },
    job,
    run,
    async runFlow(flow, given) {
      const report = await run({ ...given, flows: [flow] });
      if (report.kind !== "done") throw new Error(JSON.stringify(report));
      const found = report.flows.find((one) => one.flow === flow);
      if (found === undefined) throw new Error(`${flow} did not run`);
      return found;
    },
    plan: (given) => wholePlan(planFlows(job(), given)),
    async log(filter = {}) {
      const entries = await store.log.list({ scope: SCOPE });
      return entries.filter((entry) =>
        Object.entries(filter).every(([name, value]) => entry[name as keyof LogEntry] === value),
      );
    },
    state: (flow, source) => store.records.get(SCOPE, flow, source),
  };
}

/** An order that goes to the books as it is, with its customer and one row. */
export function putOrder(stage: Stage, guid: string, change: RecordValue = {}): void {
  const number = 5000 + Number(guid.replace(/\D/g, ""));
  const customer = `k-${guid}`;
  stage.shop.put("customer", {
    guid: customer,
    number: number + 10_000,
    name: `Customer of ${guid}`,
    email: "pay@acme.example",
    vatNumber: "FI12345671",
    isActive: true,
    language: "fi",
  });
  stage.shop.put("order", {
    guid,
    number,
    date: "2026-03-01",
    receiver: "Acme Oy",
    street: "Katu 1",
    country: "Suomi",
    interest: 8,
    isTest: false,
    note: null,
    status: { guid: "s1", name: "To books" },
    customer: { guid: customer },
    project: null,
    total: { amount: 0, currencyCode: "EUR" },
    ...change,
  });
  stage.shop.relate("order", guid, "rows", [
    {
      guid: `row-${guid}`,
      code: "PLAN",
      description: "Planning",
      quantity: 2,
      price: { amount: 100, currencyCode: "EUR" },
      category: "Hours",
      unit: "h",
    },
  ]);
}

/** The name of an order's status. */
export function statusOf(stage: Stage, guid: string): unknown {
  const { status } = stage.shop.must("order", guid);
  const of = isRecord(status) ? status["guid"] : undefined;
  return typeof of === "string" ? stage.shop.must("orderStatus", of)["name"] : undefined;
}

/** Orders `o1`, `o2` … that go to the books by this mapping of invoices. */
export async function withOrders(count: number, text: string = invoices()): Promise<Stage> {
  const stage = await shopStage({ files: { "invoices.yaml": text } });
  for (let index = 1; index <= count; index++) putOrder(stage, `o${index}`);
  return stage;
}

export function project(guid: string, change: RecordValue = {}): RecordValue {
  const number = Number(guid.replace(/\D/g, ""));
  return { guid, number, name: `Project ${guid}`, isInternal: false, isClosed: false, ...change };
}

/** Projects `p1`, `p2` … that the register `items` keeps in step. */
export async function withProjects(count: number, options?: StageOptions): Promise<Stage> {
  const stage = await shopStage(options);
  for (let index = 1; index <= count; index++) stage.shop.put("project", project(`p${index}`));
  return stage;
}
