import { ReadFault, type WriteOutcome, type WriteRequest } from "../../engine/connector/operations.ts";
import type { RecordValue } from "../../engine/value/value.ts";
import { violated, type World } from "./world.ts";

interface Stored {
  readonly id: string;
  readonly body: RecordValue;
  readonly visibleAt: number;
}

/** What the worker's connection tells about a write that leaves it. */
export interface Departure {
  readonly request: WriteRequest;
  readonly answer: (outcome: WriteOutcome) => void;
}

/** How long a client waits for an answer. */
export const TIMEOUT_MS = 30_000;
/** The longest that a lost write is still on its way after it left. */
export const LATEST_LANDING_MS = 120_000;
/** A safe settle time for such a network: late landing, list lag, and some air. */
export const SETTLE_MS = 180_000;

/**
 * The other side: an API without idempotency keys, behind a network that loses and delays. It counts what it executed,
 * which no client can.
 */
export class SimulatedTarget {
  readonly #world: World;
  readonly #records: Stored[] = [];
  readonly #statuses = new Map<string, string>();
  /** A target that refuses a number which it has already. */
  readonly #unique: boolean;
  #underway = 0;
  /** Requests to create that left a worker. */
  creates = 0;

  constructor(world: World, unique: boolean) {
    this.#world = world;
    this.#unique = unique;
  }

  get underway(): number {
    return this.#underway;
  }

  of(source: string): readonly RecordValue[] {
    return this.#records.filter((record) => record.body["source"] === source).map((record) => record.body);
  }

  statusOf(source: string): string | undefined {
    return this.#statuses.get(source);
  }

  search(number: string, done: (records: readonly RecordValue[]) => void, failed: (error: Error) => void): void {
    const { time, random, faults } = this.#world;
    time.after(random.between(20, 400), () => {
      if (random.chance(faults.readFails)) {
        failed(new ReadFault("later", { system: "target", route: "GET /records", status: 503, message: "later" }));
        return;
      }
      const found = this.#records.filter(({ body, visibleAt }) => body["number"] === number && visibleAt <= time.now());
      time.after(random.between(5, 200), () => done(found.map(({ id, body }) => ({ ...body, id }))));
    });
  }

  /** The bytes have left. From here on the client knows nothing but what `answer` is given, if anything. */
  receive({ request, answer }: Departure): void {
    const { time, random, faults, tell } = this.#world;
    const later = (ms: number, outcome: () => WriteOutcome): void => time.after(ms, () => answer(outcome()));
    const uncertain = (): WriteOutcome => ({ kind: "uncertain", reason: "no answer" });
    const arrival = random.between(10, 2_000);
    if (request.operation === "create") this.creates++;
    if (random.chance(faults.requestLost)) {
      tell?.(`network: request for ${String(request.body["source"])} lost`);
      later(random.chance(0.5) ? arrival : TIMEOUT_MS, uncertain);
      return;
    }
    if (random.chance(faults.landsLate)) {
      const late = random.between(30_000, LATEST_LANDING_MS);
      tell?.(`network: request for ${String(request.body["source"])} lands in ${Math.round(late / 1000)} s`);
      this.#land(late, request);
      later(random.chance(0.5) ? arrival : TIMEOUT_MS, uncertain);
      return;
    }
    if (random.chance(faults.tooManyRequests)) {
      const waitMs = random.chance(0.3) ? random.between(1_000, 60_000) : undefined;
      later(arrival, () => ({
        kind: "not-executed",
        reason: "429",
        ...(waitMs === undefined ? {} : { waitMs }),
      }));
      return;
    }
    const executed = this.#land(arrival, request);
    if (random.chance(faults.replyLost)) {
      tell?.(`network: reply about ${String(request.body["source"])} lost`);
      later(TIMEOUT_MS, uncertain);
      return;
    }
    const failsAfterwards = random.chance(faults.errorAfterEffect);
    later(arrival + random.between(5, 1_000), () => (failsAfterwards ? uncertain() : executed()));
  }

  /** Executes after so long; gives what the answer would be then. */
  #land(ms: number, request: WriteRequest): () => WriteOutcome {
    let outcome: WriteOutcome = { kind: "uncertain", reason: "not yet" };
    this.#underway++;
    this.#world.time.after(ms, () => {
      this.#underway--;
      outcome = this.#execute(request);
    });
    return () => outcome;
  }

  #execute(request: WriteRequest): WriteOutcome {
    const { time, random, faults, tell } = this.#world;
    const { body } = request;
    if (request.operation === "update") {
      this.#statuses.set(String(request.id), String(body["status"]));
      return { kind: "done", record: body, id: String(request.id) };
    }
    if (body["valid"] !== true)
      return { kind: "rejected", status: 422, faults: [{ code: "INVALID", message: "invalid" }] };
    if (this.#unique && this.#records.some((record) => record.body["number"] === body["number"])) {
      return { kind: "exists", status: 409, faults: [{ code: "EXISTS", message: "taken" }] };
    }
    const id = `t${this.#records.length + 1}`;
    this.#records.push({ id, body, visibleAt: time.now() + random.between(0, faults.listLagMs) });
    tell?.(`target: ${String(body["source"])} is there now as ${id}`);
    if (this.of(String(body["source"])).length === 2) violated(this.#world, `${String(body["source"])} is there twice`);
    return { kind: "done", record: { ...body, id }, id };
  }
}
