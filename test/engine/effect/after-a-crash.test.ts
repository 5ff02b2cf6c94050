import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Effect, EffectContext } from "../../../engine/effect/effect.ts";
import { holdLease } from "../../../engine/effect/lease.ts";
import { takeEffect } from "../../../engine/effect/take-effect.ts";
import type { Clock } from "../../../engine/http/system.ts";
import type { CrashableStore } from "../../../engine/store/sqlite/sqlite-store.ts";
import { type IntentState, leaseOf } from "../../../engine/store/store.ts";
import { temporaryStore } from "../store/sqlite/temporary-store.ts";
import { creation, MINUTE, newScene, rejected, type Scene, statusChange } from "./effect-fixtures.ts";

const SCOPE = "acme/books";
const forever = new Promise<never>(() => {});

/** A scene on a file, whose process can die. */
interface Premises {
  readonly scene: Scene;
  /** What the process that runs now has of the store, and its part in the protocol. */
  readonly store: CrashableStore;
  readonly context: EffectContext;
  /** Another process on the same file, under the next fence. */
  another(): Promise<Premises>;
}

async function newPremises(scene?: Scene, path?: string, fence = 1): Promise<Premises> {
  const on = scene ?? (await newScene());
  const file = await temporaryStore(path);
  return {
    scene: on,
    store: file.store,
    context: { ...on.context, store: file.store, fence },
    another: () => newPremises(on, file.path, fence + 1),
  };
}

/** Goes until it comes to what takes for ever, and then its process is gone. */
async function dies({ store, context }: Premises, effect: Effect): Promise<void> {
  const { search, system } = effect;
  await new Promise<void>((resolve) => {
    const noted = <Result>(result: Result): Result => {
      if (result === forever) resolve();
      return result;
    };
    const noting: Effect = {
      ...effect,
      search: search && ((body) => noted(search(body))),
      system: { ...system, write: (request, lastLook) => noted(system.write(request, lastLook)) },
    };
    void takeEffect(noting, context);
  });
  store.abandon();
}

/** A connection that stops at some place of a write. */
function stopping(scene: Scene, write: Effect["system"]["write"]): Partial<Effect> {
  return { system: { ...scene.side.system, settleMs: scene.side.settleMs, write } };
}

async function stateOf({ store }: Premises, key = "k"): Promise<IntentState | undefined> {
  return (await store.intents.get(key))?.state;
}

/** Nothing is there, and nothing is sent, before the settle window is over and two searches have missed it. */
async function settlesAndSends({ scene, context }: Premises): Promise<void> {
  const { side, clock } = scene;
  const sentBefore = side.sent.length;
  const waits: number[] = [];
  for (;;) {
    const outcome = await takeEffect(creation(scene), context);
    if (outcome.kind !== "waiting") {
      expect(outcome).toMatchObject({ kind: "confirmed", by: "created" });
      break;
    }
    expect(side.sent.length).toBe(sentBefore);
    waits.push(outcome.until - clock.time);
    clock.time = outcome.until;
  }
  // 30 s to send, 30 s to wait for the answer, 3 minutes to land and to become visible; then the second miss.
  expect(waits).toEqual([4 * MINUTE, 30_000]);
  expect(side.sent.length).toBe(sentBefore + 1);
}

/** By the first column of the table in docs/effect-once.md. */
const cases: Readonly<Record<string, () => Promise<void>>> = {
  "reading the source": async () => {
    const first = await newPremises();
    first.store.abandon();
    const next = await first.another();
    expect(await stateOf(next)).toBeUndefined();
    expect(await takeEffect(creation(next.scene), next.context)).toMatchObject({ kind: "confirmed", by: "created" });
    expect(next.scene.side.sent).toHaveLength(1);
  },

  "the first search": async () => {
    const first = await newPremises();
    await dies(first, creation(first.scene, undefined, { search: () => forever }));
    const next = await first.another();
    expect(await stateOf(next)).toBeUndefined();
    expect(await takeEffect(creation(next.scene), next.context)).toMatchObject({ kind: "confirmed", by: "created" });
    expect([next.scene.side.searches, next.scene.side.sent.length]).toEqual([1, 1]);
  },

  "the intent, before a byte left": async () => {
    const first = await newPremises();
    await dies(
      first,
      creation(
        first.scene,
        undefined,
        stopping(first.scene, () => forever),
      ),
    );
    const next = await first.another();
    expect(await stateOf(next)).toBe("sending");
    expect(next.scene.side.sent).toEqual([]);
    await settlesAndSends(next);
  },

  "half of the request": async () => {
    const first = await newPremises();
    const breaksOff: Effect["system"]["write"] = (_, lastLook) => {
      expect(lastLook()).toBe(true);
      return forever;
    };
    await dies(first, creation(first.scene, undefined, stopping(first.scene, breaksOff)));
    const next = await first.another();
    expect(await stateOf(next)).toBe("sending");
    await settlesAndSends(next);
  },

  "the request was executed, answer on its way": async () => {
    const first = await newPremises();
    const { side } = first.scene;
    const executes: Effect["system"]["write"] = (request, lastLook) => {
      expect(lastLook()).toBe(true);
      side.execute(request);
      return forever;
    };
    await dies(first, creation(first.scene, undefined, stopping(first.scene, executes)));
    const next = await first.another();
    expect(await stateOf(next)).toBe("sending");
    expect(await takeEffect(creation(next.scene), next.context)).toMatchObject({ kind: "confirmed", by: "found" });
    expect([side.sent.length, side.records.length]).toEqual([0, 1]);
  },

  "the request left and lands two minutes later": async () => {
    const first = await newPremises();
    const { side, clock } = first.scene;
    let land = (): void => {};
    const leaves: Effect["system"]["write"] = (request, lastLook) => {
      expect(lastLook()).toBe(true);
      land = () => void side.execute(request);
      return forever;
    };
    await dies(first, creation(first.scene, undefined, stopping(first.scene, leaves)));
    const next = await first.another();
    expect(await takeEffect(creation(next.scene), next.context)).toMatchObject({ kind: "waiting", uncertain: true });
    clock.time += 2 * MINUTE;
    land();
    expect(await takeEffect(creation(next.scene), next.context)).toMatchObject({ kind: "confirmed", by: "found" });
    expect([side.sent.length, side.records.length]).toEqual([0, 1]);
  },

  "the answer arrived, not yet committed": async () => {
    const first = await newPremises();
    expect(await takeEffect(creation(first.scene), first.context)).toMatchObject({ kind: "confirmed", by: "created" });
    first.store.abandon();
    const next = await first.another();
    expect(await stateOf(next)).toBe("sending");
    expect(await takeEffect(creation(next.scene), next.context)).toMatchObject({ kind: "confirmed", by: "found" });
    expect(next.scene.side.sent).toHaveLength(1);
  },

  "a refusal arrived, not yet committed": async () => {
    const first = await newPremises();
    const { side, clock } = first.scene;
    side.answers.push(rejected, rejected);
    expect(await takeEffect(creation(first.scene), first.context)).toMatchObject({ kind: "refused" });
    first.store.abandon();
    const next = await first.another();
    expect(await stateOf(next)).toBe("sending");
    const patient = { ...next.context, patienceMs: 10 * MINUTE };
    expect(await takeEffect(creation(next.scene), patient)).toMatchObject({ kind: "refused", status: 422 });
    expect(side.sent).toHaveLength(2);
    expect(clock.slept).toBe(4 * MINUTE + 30_000);
  },

  "`confirmed`, before the status was moved": async () => {
    const first = await newPremises();
    await takeEffect(creation(first.scene), first.context);
    await first.store.flush();
    first.store.abandon();
    const next = await first.another();
    expect(await stateOf(next)).toBe("confirmed");
    expect(await takeEffect(creation(next.scene), next.context)).toMatchObject({ by: "remembered", id: "t1" });
    const moved = await takeEffect({ ...statusChange(next.scene), key: "status" }, next.context);
    expect(moved).toMatchObject({ kind: "confirmed" });
    expect(next.scene.side.sent).toEqual([{ number: "5001", amount: 12.5 }, { status: "sent" }]);
  },

  "the status was moved, answer lost": async () => {
    const first = await newPremises();
    const { side } = first.scene;
    const moves: Effect["system"]["write"] = (request, lastLook) => {
      expect(lastLook()).toBe(true);
      side.sent.push(request.body);
      return forever;
    };
    await dies(first, { ...statusChange(first.scene), ...stopping(first.scene, moves) });
    const next = await first.another();
    expect(await stateOf(next)).toBe("sending");
    expect(await takeEffect(statusChange(next.scene), next.context)).toMatchObject({ kind: "confirmed" });
    expect(side.sent).toEqual([{ status: "sent" }, { status: "sent" }]);
  },

  "the lease was taken": async () => {
    const first = await newPremises();
    const clock: Clock = { now: () => first.scene.clock.time, sleep: () => forever };
    expect(await holdLease(first.store, leaseOf(SCOPE), "first", clock)).toMatchObject({ fence: 1 });
    first.store.abandon();
    const { store } = await first.another();
    const free = clock.now() + MINUTE;
    expect(await holdLease(store, leaseOf(SCOPE), "next", clock)).toEqual({ heldBy: "first", until: free });
    first.scene.clock.time = free;
    expect(await holdLease(store, leaseOf(SCOPE), "next", clock)).toMatchObject({ fence: 2 });
  },

  "(does not die, but stands still for minutes)": async () => {
    const sleeper = await newPremises();
    const { scene } = sleeper;
    const { side, clock } = scene;
    await sleeper.store.leases.acquire(leaseOf(SCOPE), "sleeper", clock.time, MINUTE);
    let asked: boolean | undefined;
    const sleeps: Effect["system"]["write"] = async (_, lastLook) => {
      clock.time += 5 * MINUTE;
      const next = await sleeper.another();
      await next.store.leases.acquire(leaseOf(SCOPE), "next", clock.time, MINUTE);
      const patient = { ...next.context, patienceMs: 10 * MINUTE };
      expect(await takeEffect(creation(scene), patient)).toMatchObject({ kind: "confirmed", by: "created" });
      await next.store.flush();
      asked = lastLook();
      return { kind: "not-executed", reason: "the last look said no" };
    };
    const woken = await takeEffect(creation(scene, undefined, stopping(scene, sleeps)), sleeper.context);
    expect([woken.kind, asked]).toEqual(["lost", false]);
    expect(side.records).toHaveLength(1);
    expect(await sleeper.store.intents.get("k")).toMatchObject({ state: "confirmed", fence: 2 });
  },

  "a commit that failed after it had reached the disk": async () => {
    const first = await newPremises();
    const { intents } = first.store;
    const failing: EffectContext["store"] = {
      intents: {
        get: (key) => intents.get(key),
        undone: (...asked) => intents.undone(...asked),
        open: (...asked) => intents.open(...asked),
        countOpen: (...asked) => intents.countOpen(...asked),
        restored: () => intents.restored(),
        add: async (...given) => {
          await intents.add(...given);
          throw new Error("the disk reports an error");
        },
        update: (...given) => intents.update(...given),
        updateSoon: (...given) => intents.updateSoon(...given),
      },
    };
    await expect(takeEffect(creation(first.scene), { ...first.context, store: failing })).rejects.toThrow("the disk");
    expect(first.scene.side.sent).toEqual([]);
    expect(await stateOf(first)).toBe("sending");
    await settlesAndSends(first);
  },
};

describe("after a crash", () => {
  it.each(Object.keys(cases))("%s", async (when) => {
    await cases[when]?.();
  });

  it("these are the rows of the table in docs/effect-once.md", () => {
    const page = readFileSync(join(import.meta.dirname, "../../../docs/effect-once.md"), "utf8");
    const table = page.slice(page.indexOf("| the process dies after"), page.indexOf("## After a restore"));
    const rows = table.split("\n").filter((line) => line.startsWith("|"));
    expect(rows.slice(2).map((row) => row.split("|")[1]?.trim())).toEqual(Object.keys(cases));
  });
});
