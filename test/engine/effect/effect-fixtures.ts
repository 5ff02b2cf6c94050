import type { WriteOutcome, WriteRequest } from "../../../engine/connector/operations.ts";
import { ReadFault } from "../../../engine/connector/operations.ts";
import type { Effect, EffectContext } from "../../../engine/effect/effect.ts";
import type { Clock, System } from "../../../engine/http/system.ts";
import { openMemoryStore } from "../../../engine/store/sqlite/sqlite-store.ts";
import { stepOf } from "../../../engine/store/step.ts";
import type { Intent, Store } from "../../../engine/store/store.ts";
import type { RecordValue } from "../../../engine/value/value.ts";

export const MINUTE = 60_000;

/** A clock that moves only when somebody sleeps or a test says so. */
export class TestClock implements Clock {
  time = 1_000_000_000_000;
  slept = 0;

  now(): number {
    return this.time;
  }

  async sleep(ms: number): Promise<void> {
    this.slept += ms;
    this.time += ms;
  }
}

type Answer = WriteOutcome | ((request: WriteRequest) => WriteOutcome);

/** The other side, which answers what the test lays down; what it executed can be searched for. */
export class ScriptedSide {
  readonly answers: Answer[] = [];
  readonly records: RecordValue[] = [];
  readonly sent: RecordValue[] = [];
  searches = 0;
  readFault: ReadFault | undefined;
  settleMs = 3 * MINUTE;
  /** Runs between the durable intent and the last look. */
  beforeLastLook: () => void = () => {};
  /** How often an HTTP layer that repeats asks for its last look. */
  looks = 1;

  readonly system: System;

  constructor() {
    const unused = (): never => {
      throw new Error("the protocol does not ask for this");
    };
    const write = async (request: WriteRequest, lastLook: () => boolean): Promise<WriteOutcome> => {
      this.beforeLastLook();
      for (let look = 0; look < this.looks; look++) {
        if (!lastLook()) return { kind: "not-executed", reason: "the last look said no" };
        this.sent.push(request.body);
      }
      const answer = this.answers.shift() ?? this.execute;
      return typeof answer === "function" ? answer(request) : answer;
    };
    const side = this;
    this.system = {
      name: "books",
      write,
      get settleMs() {
        return side.settleMs;
      },
      timeoutMs: 30_000,
      ...{ pages: unused, read: unused, readMany: unused, find: unused, relation: unused, bytes: unused },
      ...{ probe: unused, calls: unused, close: unused },
    };
  }

  /** Executes and answers. */
  readonly execute = (request: WriteRequest): WriteOutcome => {
    const record = { ...request.body, id: `t${this.records.length + 1}` };
    this.records.push(record);
    return { kind: "done", record, id: record.id };
  };

  /** Executes, and the answer is lost. */
  readonly executeSilently = (request: WriteRequest): WriteOutcome => {
    this.execute(request);
    return uncertain;
  };

  async search(body: RecordValue): Promise<readonly RecordValue[]> {
    this.searches++;
    if (this.readFault !== undefined) throw this.readFault;
    return this.records.filter((record) => record["number"] === body["number"]);
  }
}

export const uncertain: WriteOutcome = { kind: "uncertain", reason: "no answer within 30 s" };
export const rejected: WriteOutcome = { kind: "rejected", status: 422, faults: [{ code: "E7", message: "No VAT." }] };
export const exists: WriteOutcome = {
  kind: "exists",
  status: 409,
  faults: [{ code: "DUP", message: "Number taken." }],
};
export const laterFault = new ReadFault("later", {
  system: "books",
  route: "GET /invoices",
  status: 503,
  message: "busy",
});

export interface Scene {
  readonly side: ScriptedSide;
  readonly clock: TestClock;
  readonly store: Store & { abandon(): void };
  readonly context: EffectContext & { held: () => boolean };
  intent(): Promise<Intent | undefined>;
}

export async function newScene(): Promise<Scene> {
  const store = await openMemoryStore();
  const clock = new TestClock();
  return {
    side: new ScriptedSide(),
    clock,
    store,
    context: { store, clock, fence: 1, held: () => true },
    intent: () => store.intents.get("k"),
  };
}

export function creation(
  { side }: Scene,
  body: RecordValue = { number: "5001", amount: 12.5 },
  change: Partial<Effect> = {},
): Effect {
  return {
    ...{ key: "k", scope: "acme/books", flow: "invoices", source: "S1", step: stepOf("create", "books/invoice") },
    system: side.system,
    request: { kind: "invoice", operation: "create", body },
    search: (frozen) => side.search(frozen),
    idempotent: false,
    idOf: (record) => String(record["id"] ?? ""),
    ...change,
  };
}

export function statusChange(scene: Scene, status = "sent"): Effect {
  return creation(
    scene,
    { status },
    {
      request: { kind: "invoice", operation: "update", id: "S1", body: { status } },
      search: undefined,
      idempotent: true,
      idOf: () => "S1",
    },
  );
}
