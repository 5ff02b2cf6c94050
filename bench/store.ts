/** Durable intents: the store alone beside appending to a file with fdatasync, and the whole effect around a target that answers at once. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { takeEffect } from "../engine/effect/take-effect.ts";
import { systemClock } from "../engine/http/clock.ts";
import type { System } from "../engine/http/system.ts";
import { openStore } from "../engine/store/open-store.ts";
import { stepOf } from "../engine/store/step.ts";
import { leaseOf, type Store } from "../engine/store/store.ts";
import { type Figure, interleaved, median, print, ratio, short } from "./figures.ts";

const RECORDS = 2_000;
const ROUNDS = 5;
const SCOPE = "bench/shop-books";
const BODY = { number: "5001", text: "x".repeat(3_000) };
const folder = mkdtempSync(join(tmpdir(), "koppel-bench-store-"));
let made = 0;

/** Records a second when `work` is done for all of them, so many at once. */
async function rate(atOnce: number, work: (number: number) => Promise<unknown>): Promise<number> {
  let next = 0;
  const begun = performance.now();
  const worker = async (): Promise<void> => {
    while (next < RECORDS) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return (RECORDS * 1000) / (performance.now() - begun);
}

async function withStore(work: (store: Store, fence: number) => Promise<number>): Promise<number> {
  const store = await openStore(join(folder, `${made++}.sqlite`));
  const lease = await store.leases.acquire(leaseOf(SCOPE), "bench", Date.now(), 600_000);
  if (!("fence" in lease)) throw new Error("the lease is taken");
  const result = await work(store, lease.fence);
  await store.close();
  return result;
}

/** One intent, written down as each create does before its send. */
const intents = (atOnce: number) => (): Promise<number> =>
  withStore((store, fence) =>
    rate(atOnce, async (number) => {
      const key = `effect-${number}`;
      const now = Date.now();
      const intent = {
        key,
        scope: SCOPE,
        flow: "invoices",
        source: String(number),
        step: stepOf("create", "books/invoice"),
      };
      const sending = { state: "sending", attempt: 1, sentAt: now } as const;
      await store.intents.add({ ...intent, ...sending, body: BODY.text, bodyHash: key }, fence, now);
    }),
  );

/** The whole effect: search, durable intent, send, judgement, confirmation. The target answers in the same turn. */
const effects = (atOnce: number) => (): Promise<number> =>
  withStore((store, fence) => {
    const system: Pick<System, "name" | "settleMs" | "timeoutMs" | "write"> = {
      name: "books",
      settleMs: 1_000,
      timeoutMs: 1_000,
      write: async (request, lastLook) => {
        if (!lastLook()) throw new Error("not to be sent");
        return { kind: "done", id: String(request.body["number"]), record: { id: request.body["number"] ?? "" } };
      },
    };
    return rate(atOnce, async (number) => {
      const outcome = await takeEffect(
        {
          key: `effect-${number}`,
          scope: SCOPE,
          flow: "invoices",
          source: String(number),
          step: stepOf("create", "books/invoice"),
          system: system as System,
          request: { kind: "invoice", operation: "create", body: { ...BODY, number: String(number) } },
          search: async () => [],
          idempotent: false,
          idOf: (record) => String(record["id"]),
        },
        { store, clock: systemClock, fence, held: () => true },
      );
      if (outcome.kind !== "confirmed") throw new Error(`effect ${number} is ${JSON.stringify(outcome)}`);
    });
  });

/** The floor: a line appended and made durable, one after the other. */
function appended(): number {
  const file = openSync(join(folder, `${made++}.log`), "a");
  const line = `${BODY.text}\n`;
  const begun = performance.now();
  for (let number = 0; number < RECORDS; number++) {
    writeSync(file, line);
    fdatasyncSync(file);
  }
  closeSync(file);
  return (RECORDS * 1000) / (performance.now() - begun);
}

try {
  const rates = await interleaved(
    { append: appended, one: intents(1), eight: intents(8), thirtyTwo: intents(32), effect: effects(32) },
    ROUNDS,
  );
  const line = (what: string, values: readonly number[]): Figure => ({
    what,
    measured: `${short(median(values))}/s (${short(ratio(values, rates.append))}x appending)`,
  });
  print(`store (${RECORDS} intents of 3 kB, WAL and fsync, medians of ${ROUNDS} interleaved rounds)`, [
    { what: "append and fdatasync, one by one", measured: `${short(median(rates.append))}/s` },
    line("durable intents, one at a time", rates.one),
    line("durable intents, 8 at once", rates.eight),
    line("durable intents, 32 at once", rates.thirtyTwo),
    line("whole effects, 32 at once", rates.effect),
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
