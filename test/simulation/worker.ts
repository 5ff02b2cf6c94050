import type { WriteOutcome, WriteRequest } from "../../engine/connector/operations.ts";
import type { Effect, EffectContext } from "../../engine/effect/effect.ts";
import { holdLease } from "../../engine/effect/lease.ts";
import { takeEffect } from "../../engine/effect/take-effect.ts";
import type { System } from "../../engine/http/system.ts";
import { stepOf } from "../../engine/store/step.ts";
import { type Intent, leaseOf, type Store } from "../../engine/store/store.ts";
import type { RecordValue } from "../../engine/value/value.ts";
import type { SimulatedProcess } from "./simulated-process.ts";
import { SETTLE_MS, type SimulatedTarget, TIMEOUT_MS } from "./simulated-target.ts";
import type { Variant } from "./variants.ts";
import { violated, type World } from "./world.ts";

export const SCOPE = "acme/books";

/** A source document, as a person may still edit it. */
export interface SourceDocument {
  readonly source: string;
  number: string;
  amount: number;
  valid: boolean;
}

/** What is committed, and how a process gets at it. */
export interface Committed {
  intent(key: string): Pick<Intent, "state" | "attempt" | "fence" | "sentAt" | "body"> | undefined;
  lease(name: string): { readonly fence: number } | undefined;
  open(process: SimulatedProcess): Promise<Pick<Store, "leases" | "intents">>;
  close(): void;
}

/** Where the workers run: the world, and what is in it. */
export interface Premises {
  readonly world: World;
  readonly disk: Committed;
  readonly target: SimulatedTarget;
  readonly documents: readonly SourceDocument[];
  readonly variant: Variant;
  /** Each durable intent is good for one send: key and attempt of those used up. */
  readonly sent: Set<string>;
}

export const createKey = (source: string): string => `create ${source}`;
export const statusKey = (source: string): string => `status ${source}`;

/** What a process does until it dies: run after run, two documents at a time. */
export async function work(process: SimulatedProcess, premises: Premises): Promise<void> {
  const store = await premises.disk.open(process);
  for (;;) {
    try {
      await runOnce(process, store, premises);
    } catch (error) {
      // The store failed, as a full disk would make it: the run ends and a later one goes on.
      if (!(error instanceof Error) || error.message !== "commit failed") {
        violated(
          premises.world,
          `${process.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
        return;
      }
    }
    await process.clock.sleep(premises.world.random.between(60_000, 240_000));
  }
}

async function runOnce(
  process: SimulatedProcess,
  store: Pick<Store, "leases" | "intents">,
  premises: Premises,
): Promise<void> {
  if (premises.variant === "retry on error" || premises.variant === "look up before create") {
    await eachDocument(premises, (document) => carryWithoutJournal(document, process, premises));
    return;
  }
  if (premises.variant === "journal without lease") {
    await carryAll(process, premises, { store, clock: process.clock, fence: 1, held: () => true });
    return;
  }
  const lease = await holdLease(store, leaseOf(SCOPE), process.name, process.clock);
  if ("heldBy" in lease) return;
  const patienceMs = premises.world.random.chance(0.3) ? 300_000 : 0;
  try {
    const { fence } = lease;
    await carryAll(process, premises, { store, clock: process.clock, fence, held: () => lease.held(), patienceMs });
  } finally {
    await lease.release();
  }
}

async function carryAll(process: SimulatedProcess, premises: Premises, context: EffectContext): Promise<void> {
  let lost = false;
  await eachDocument(premises, async (document) => {
    if (lost || (isDone(document, premises) && premises.world.random.chance(0.8))) return;
    const created = await takeEffect(creation(document, process, premises, context), context);
    if (created.kind === "lost") lost = true;
    if (created.kind === "duplicate") violated(premises.world, `${document.source} was found twice`);
    if (created.kind !== "confirmed") return;
    const marked = await takeEffect(statusChange(document, process, premises, context), context);
    if (marked.kind === "lost") lost = true;
  });
}

/** A document that has moved on is seldom listed again. */
function isDone({ source }: SourceDocument, { disk }: Premises): boolean {
  return disk.intent(statusKey(source))?.state === "confirmed";
}

async function eachDocument(premises: Premises, carry: (document: SourceDocument) => Promise<void>): Promise<void> {
  const waiting = [...premises.documents];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await carry(next);
  };
  await Promise.all([lane(), lane()]);
}

const bodyOf = ({ source, number, amount, valid }: SourceDocument): RecordValue => ({ source, number, amount, valid });

function creation(
  document: SourceDocument,
  process: SimulatedProcess,
  premises: Premises,
  context: EffectContext,
): Effect {
  const { source } = document;
  return {
    key: createKey(source),
    ...{ scope: SCOPE, flow: "invoices", source, step: stepOf("create", "books/invoice") },
    system: systemFor(process, premises, context, createKey(source)),
    request: { kind: "invoice", operation: "create", body: bodyOf(document) },
    search: (body) =>
      process.call(`search ${source}`, (done, failed) => premises.target.search(String(body["number"]), done, failed)),
    idempotent: false,
    idOf: (record) => String(record["id"] ?? ""),
  };
}

function statusChange(
  document: SourceDocument,
  process: SimulatedProcess,
  premises: Premises,
  context: EffectContext,
): Effect {
  const { source } = document;
  return {
    key: statusKey(source),
    ...{ scope: SCOPE, flow: "invoices", source, step: stepOf("write back", "done") },
    system: systemFor(process, premises, context, statusKey(source)),
    request: { kind: "invoice", operation: "update", id: source, body: { source, status: "transferred" } },
    search: undefined,
    idempotent: true,
    idOf: () => source,
  };
}

/** A connection: a queue that paces, the last look, and the bytes. */
function systemFor(process: SimulatedProcess, premises: Premises, context: EffectContext, key: string): System {
  const noSettle = premises.variant === "no settle window";
  const write = async (request: WriteRequest, lastLook: () => boolean): Promise<WriteOutcome> => {
    await paced(process, premises);
    if (premises.variant !== "no last look" && !lastLook()) return { kind: "not-executed", reason: "too late" };
    if (premises.variant === "koppel") watchSend(premises, context, key);
    return depart(process, premises, request);
  };
  const unused = (): never => {
    throw new Error("the protocol does not ask for this");
  };
  return {
    name: "target",
    write,
    settleMs: noSettle ? 0 : SETTLE_MS,
    timeoutMs: noSettle ? 0 : TIMEOUT_MS,
    ...{ pages: unused, read: unused, readMany: unused, find: unused, relation: unused, bytes: unused },
    ...{ probe: unused, calls: unused, close: unused },
  };
}

function paced(process: SimulatedProcess, { world }: Premises): Promise<void> {
  const ms = world.random.chance(0.1) ? world.random.between(1_000, 40_000) : world.random.between(0, 50);
  return process.call("pacing", (done) => world.time.after(ms, () => done(undefined)));
}

function depart(process: SimulatedProcess, { world, target }: Premises, request: WriteRequest): Promise<WriteOutcome> {
  // The request leaves in this turn, whatever becomes of the process afterwards.
  const departure = { request, answer: (_: WriteOutcome): void => {} };
  world.tell?.(`${process.name} sends ${request.operation} ${String(request.body["source"])}`);
  const answered = new Promise<WriteOutcome>((resolve) => {
    departure.answer = resolve;
  });
  target.receive({ request, answer: (outcome) => departure.answer(outcome) });
  return process.call("answer", (done) => {
    departure.answer = done;
    void answered;
  });
}

/** No send without a durable intent of this lease holder, and one send at most for each intent. */
function watchSend({ world, disk, sent }: Premises, { fence }: EffectContext, key: string): void {
  const intent = disk.intent(key);
  if (intent?.state !== "sending") violated(world, `${key} was sent while the disk says ${intent?.state ?? "nothing"}`);
  if (intent?.fence !== fence) violated(world, `${key} was sent under fence ${fence}, intended under ${intent?.fence}`);
  if (disk.lease(leaseOf(SCOPE))?.fence !== fence) violated(world, `${key} was sent by one who has not the lease`);
  const use = `${key} ${intent?.attempt} ${intent?.sentAt}`;
  if (sent.has(use)) violated(world, `${key} was sent twice on one intent`);
  sent.add(use);
}

/** What a script does that has no memory of its own: five tries, then again in the next run. */
async function carryWithoutJournal(
  document: SourceDocument,
  process: SimulatedProcess,
  premises: Premises,
): Promise<void> {
  const { target, variant } = premises;
  const { source } = document;
  if (target.statusOf(source) === "transferred") return;
  for (let attempt = 0; attempt < 5; attempt++) {
    if (variant === "look up before create" && (await isThere(document, process, premises))) break;
    await paced(process, premises);
    const outcome = await depart(process, premises, { kind: "invoice", operation: "create", body: bodyOf(document) });
    if (outcome.kind === "done") break;
    if (outcome.kind === "rejected") return;
    await process.clock.sleep(1_000 * 2 ** attempt);
  }
  await depart(process, premises, {
    kind: "invoice",
    operation: "update",
    id: source,
    body: { source, status: "transferred" },
  });
}

async function isThere(document: SourceDocument, process: SimulatedProcess, { target }: Premises): Promise<boolean> {
  try {
    const found = await process.call<readonly RecordValue[]>("search", (done, failed) =>
      target.search(document.number, done, failed),
    );
    return found.length > 0;
  } catch {
    return false;
  }
}
