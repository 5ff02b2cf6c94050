import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../engine/connector/operations.ts";
import { takeEffect } from "../../../engine/effect/take-effect.ts";
import type { System } from "../../../engine/http/system.ts";
import { leaseOf } from "../../../engine/store/store.ts";
import { FileValue } from "../../../engine/value/value.ts";
import {
  creation,
  laterFault,
  MINUTE,
  newScene,
  rejected,
  type Scene,
  statusChange,
  uncertain,
} from "./effect-fixtures.ts";

it("an undisturbed create costs one search and one send, and its intent is durable before", async () => {
  const scene = await newScene();
  let before: unknown;
  scene.side.answers.push((request) => {
    before = scene.intent();
    return scene.side.execute(request);
  });
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({
    kind: "confirmed",
    id: "t1",
    by: "created",
  });
  expect(await before).toMatchObject({ state: "sending", attempt: 1, body: '{"amount":12.5,"number":"5001"}' });
  expect([scene.side.searches, scene.side.sent.length, scene.clock.slept]).toEqual([1, 1, 0]);
  expect(await scene.intent()).toMatchObject({ state: "confirmed", targetId: "t1" });
});

it("what is confirmed is remembered, without a call", async () => {
  const scene = await newScene();
  await takeEffect(creation(scene), scene.context);
  const again = await takeEffect(creation(scene, { number: "5001", amount: 99 }), scene.context);
  expect(again).toMatchObject({ kind: "confirmed", id: "t1", by: "remembered", record: { amount: 12.5 } });
  expect([scene.side.searches, scene.side.sent.length]).toEqual([1, 1]);
});

it("what is there before the first send is taken over", async () => {
  const scene = await newScene();
  scene.side.records.push({ number: "5001", id: "old" });
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "confirmed", id: "old", by: "found" });
  expect(scene.side.sent).toEqual([]);
  expect(await scene.intent()).toMatchObject({ state: "confirmed", targetId: "old" });
});

it("a lost answer is settled by reading back, not by sending again", async () => {
  const scene = await newScene();
  scene.side.answers.push(scene.side.executeSilently);
  const first = await takeEffect(creation(scene), scene.context);
  expect(first).toEqual({
    kind: "waiting",
    until: scene.clock.time + 3 * MINUTE,
    reason: "no answer within 30 s",
    uncertain: true,
  });
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "confirmed", id: "t1", by: "found" });
  expect(scene.side.sent).toHaveLength(1);
});

it("a lost request is sent again only after the settle window and two misses a list lag apart", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain);
  await takeEffect(creation(scene), scene.context);
  const waits: number[] = [];
  for (;;) {
    const outcome = await takeEffect(creation(scene), scene.context);
    if (outcome.kind !== "waiting") {
      expect(outcome).toMatchObject({ kind: "confirmed", by: "created" });
      break;
    }
    expect([outcome.uncertain, scene.side.sent.length]).toEqual([true, 1]);
    waits.push(outcome.until - scene.clock.time);
    scene.clock.time = outcome.until;
  }
  expect(waits).toEqual([3 * MINUTE, 30_000]);
  expect([scene.side.sent.length, scene.side.searches]).toEqual([2, 4]);
});

it("after a crash between intent and answer the next run settles it", async () => {
  const scene = await newScene();
  const never = creation(scene, undefined, {
    system: { ...scene.side.system, settleMs: 3 * MINUTE, write: () => new Promise(() => {}) },
  });
  void takeEffect(never, scene.context);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const next = { ...scene.context, store: { intents: scene.store.intents }, fence: 2 };
  expect(await takeEffect(creation(scene), next)).toEqual({
    ...{ kind: "waiting", reason: "it may still arrive at the other side", uncertain: true },
    // 30 s to send, 30 s to wait for the answer, 3 minutes to land and to become visible.
    until: scene.clock.time + 4 * MINUTE,
  });
  expect(scene.side.sent).toEqual([]);
});

it("found more than once is told, until a person has removed one", async () => {
  const scene = await newScene();
  scene.side.answers.push((request) => {
    scene.side.execute(request);
    return scene.side.executeSilently(request);
  });
  await takeEffect(creation(scene), scene.context);
  for (let call = 0; call < 2; call++) {
    expect(await takeEffect(creation(scene), scene.context)).toEqual({ kind: "duplicate", ids: ["t1", "t2"] });
  }
  scene.side.records.shift();
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "confirmed", id: "t2", by: "found" });
  expect(scene.side.sent).toHaveLength(1);
});

it("an idempotent write needs no search and is repeated until it holds", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain, uncertain);
  expect(await takeEffect(statusChange(scene), scene.context)).toMatchObject({ kind: "confirmed", id: "t1" });
  expect([scene.side.sent.length, scene.side.searches]).toEqual([3, 0]);
  expect(await takeEffect(statusChange(scene), scene.context)).toMatchObject({ by: "remembered" });
  expect(scene.side.sent).toHaveLength(3);
});

it("another value waits until the one on its way can no longer land after it", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain, uncertain, uncertain);
  await takeEffect(statusChange(scene, "sent"), scene.context);
  const outcome = await takeEffect(statusChange(scene, "paid"), scene.context);
  expect(outcome).toMatchObject({ kind: "waiting", uncertain: true, until: scene.clock.time + 3 * MINUTE });
  scene.clock.time += 3 * MINUTE;
  expect(await takeEffect(statusChange(scene, "paid"), scene.context)).toMatchObject({ kind: "confirmed" });
});

it("a refused status change is tried again after a while, since it must hold in the end", async () => {
  const scene = await newScene();
  scene.side.answers.push(rejected);
  await takeEffect(statusChange(scene), scene.context);
  expect(await takeEffect(statusChange(scene), scene.context)).toMatchObject({ kind: "refused" });
  expect(scene.side.sent).toHaveLength(1);
  scene.clock.time += 15 * MINUTE;
  expect(await takeEffect(statusChange(scene), scene.context)).toMatchObject({ kind: "confirmed" });
});

it("a pause between intent and send is noticed by the last look: nothing leaves", async () => {
  const scene = await newScene();
  let pauses = 1;
  scene.side.beforeLastLook = () => {
    if (pauses-- > 0) scene.clock.time += 31_000;
  };
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "confirmed", by: "created" });
  expect([scene.side.sent.length, scene.side.searches]).toEqual([1, 2]);
});

it("a lease lost on the way stops the send, and the journal stays for its new holder", async () => {
  const scene = await newScene();
  let held = true;
  scene.side.beforeLastLook = () => {
    held = false;
  };
  expect(await takeEffect(creation(scene), { ...scene.context, held: () => held })).toEqual({ kind: "lost" });
  expect(await takeEffect(creation(scene), { ...scene.context, held: () => false })).toEqual({ kind: "lost" });
  expect(scene.side.sent).toEqual([]);
  for (let fence = 1; fence <= 2; fence++) {
    await scene.store.leases.acquire(leaseOf("acme/books"), `p${fence}`, scene.clock.time, 1);
    scene.clock.time += 1;
  }
  // It believes to hold the lease; the store knows better.
  expect(await takeEffect(creation(scene, undefined), scene.context)).toEqual({ kind: "lost" });
  expect(scene.side.sent).toEqual([]);
});

it("one intent is good for one send, whatever the HTTP layer does", async () => {
  const scene = await newScene();
  scene.side.looks = 2;
  await takeEffect(creation(scene), scene.context);
  expect((await scene.intent())?.attempt).toBe(scene.side.sent.length);
});

it("a search that fails sends nothing and comes back later", async () => {
  const scene = await newScene();
  scene.side.readFault = laterFault;
  const outcome = await takeEffect(creation(scene), scene.context);
  expect(outcome).toEqual({ kind: "waiting", until: scene.clock.time + 30_000, reason: "busy", uncertain: false });
  expect(scene.side.sent).toEqual([]);
});

it("what is there twice before the first send is told, and nothing is sent", async () => {
  const scene = await newScene();
  scene.side.records.push({ number: "5001", id: "a" }, { number: "5001", id: "b" });
  expect(await takeEffect(creation(scene), scene.context)).toEqual({ kind: "duplicate", ids: ["a", "b"] });
  expect(scene.side.sent).toEqual([]);
  expect(await scene.intent()).toMatchObject({ state: "duplicate", targetId: undefined });
});

it("what was there twice and is there no more is left to a person", async () => {
  const scene = await newScene();
  scene.side.records.push({ number: "5001", id: "a" }, { number: "5001", id: "b" });
  await takeEffect(creation(scene), scene.context);
  scene.side.records.length = 0;
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "undecided" });
  expect(scene.side.sent).toEqual([]);
});

it("a search that is refused refuses the write while nothing was sent, and blocked it blocks it", async () => {
  const scene = await newScene();
  const facts = { system: "books", route: "GET /invoices", status: 400, message: "bad number" };
  scene.side.readFault = new ReadFault("rejected", facts);
  expect(await takeEffect(creation(scene), scene.context)).toEqual({
    ...{ kind: "refused", status: 400, faults: [{ code: "HTTP 400", message: "bad number" }] },
  });
  scene.side.readFault = new ReadFault("blocked", { ...facts, status: 403, message: "no licence" });
  expect(await takeEffect(creation(scene), scene.context)).toEqual({
    kind: "blocked",
    reason: "no licence",
    faults: [],
  });
  expect(scene.side.sent).toEqual([]);
});

it("what may have been sent waits while the search is refused, since the record may be there", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain);
  await takeEffect(creation(scene), scene.context);
  const facts = { system: "books", route: "GET /invoices", status: 400, message: "bad number" };
  scene.side.readFault = new ReadFault("rejected", facts);
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "waiting", uncertain: true });
  expect(await scene.intent()).toMatchObject({ state: "uncertain" });
});

it("a write that was cancelled may be taken up again", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain, uncertain, uncertain);
  await takeEffect(statusChange(scene), scene.context);
  await scene.store.intents.update("k", 1, { state: "cancelled", nextAt: undefined }, scene.clock.time);
  expect(await takeEffect(statusChange(scene), scene.context)).toMatchObject({ kind: "confirmed" });
});

it("asked for anew, what was confirmed is written again where it may be repeated", async () => {
  const scene = await newScene();
  await takeEffect(statusChange(scene), scene.context);
  await takeEffect({ ...statusChange(scene), again: true }, scene.context);
  expect(scene.side.sent).toEqual([{ status: "sent" }, { status: "sent" }]);
});

it("a search that is asked before the list lag is over proves nothing anew: the second miss is yet to come", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain);
  await takeEffect(creation(scene), scene.context);
  scene.clock.time += 3 * MINUTE;
  await takeEffect(creation(scene), scene.context);
  const second = scene.clock.time + 30_000;
  for (const after of [10_000, 27_000]) {
    scene.clock.time = second - 30_000 + after;
    expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "waiting", until: second });
  }
  expect(scene.side.sent).toHaveLength(1);
});

it("a search counts from when it was asked, not from when its answer came", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain);
  await takeEffect(creation(scene), scene.context);
  const settled = scene.clock.time + 3 * MINUTE;
  const slow = creation(scene, undefined, {
    search: (frozen) => {
      scene.clock.time += 10_000;
      return scene.side.search(frozen);
    },
  });
  scene.clock.time = settled - 5_000;
  // The first one is asked too early to be a miss, so there is another, which is asked 5 s after the window.
  expect(await takeEffect(slow, scene.context)).toMatchObject({ kind: "waiting", until: settled + 35_000 });
  expect(scene.side.searches).toBe(3);
});

it("each send is settled anew: misses of the one before prove nothing of it", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain, uncertain);
  await takeEffect(creation(scene), scene.context);
  const waits: [number, number][] = [];
  for (;;) {
    const outcome = await takeEffect(creation(scene), scene.context);
    if (outcome.kind !== "waiting") break;
    waits.push([scene.side.sent.length, outcome.until - scene.clock.time]);
    scene.clock.time = outcome.until;
  }
  expect(waits).toEqual([1, 2].flatMap((sends) => [3 * MINUTE, 30_000].map((pause) => [sends, pause])));
  expect(scene.side.sent).toHaveLength(3);
});

it("without the lease nothing is searched for, and a miss is not written down by who has lost it", async () => {
  const scene = await newScene();
  expect(await takeEffect(creation(scene), { ...scene.context, held: () => false })).toEqual({ kind: "lost" });
  expect(scene.side.searches).toBe(0);
  scene.side.answers.push(uncertain);
  await takeEffect(creation(scene), scene.context);
  for (let fence = 1; fence <= 2; fence++) {
    await scene.store.leases.acquire(leaseOf("acme/books"), `p${fence}`, scene.clock.time, 1);
    scene.clock.time += 3 * MINUTE;
  }
  expect(await takeEffect(creation(scene), scene.context)).toEqual({ kind: "lost" });
});

it("a lease that ends during the first search leaves no word of a send", async () => {
  const scene = await newScene();
  let held = true;
  const searching = creation(scene, undefined, {
    search: async () => {
      held = false;
      return [];
    },
  });
  expect(await takeEffect(searching, { ...scene.context, held: () => held })).toEqual({ kind: "lost" });
  expect(await scene.intent()).toBeUndefined();
});

it("what breaks after the last look may have been sent; before it nothing was", async () => {
  const scene = await newScene();
  const breaking = (write: () => void) =>
    creation(scene, undefined, {
      system: {
        ...scene.side.system,
        write: async (_, lastLook) => {
          write();
          lastLook();
          throw new Error("out of memory");
        },
      },
    });
  const never = breaking(() => {
    throw new Error("the file is not there");
  });
  await expect(takeEffect(never, scene.context)).rejects.toThrow("the file is not there");
  expect(await scene.intent()).toMatchObject({ state: "planned" });
  // It is tried again at once, not after the time in which what was sent could still arrive.
  await expect(takeEffect(never, scene.context)).rejects.toThrow("the file is not there");
  const other = { ...breaking(() => {}), key: "k2" };
  expect(await takeEffect(other, scene.context)).toMatchObject({
    ...{ kind: "waiting", reason: "out of memory", uncertain: true },
  });
  expect((await scene.store.intents.get("k2"))?.state).toBe("uncertain");
});

it("a repeat whose turn came too late leaves what was frozen before frozen", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain);
  await takeEffect(creation(scene), scene.context);
  const { sentAt } = (await scene.intent()) ?? {};
  scene.side.beforeLastLook = () => {
    scene.clock.time += 31_000;
  };
  const outcome = await takeEffect(creation(scene), { ...scene.context, patienceMs: 10 * MINUTE });
  expect(outcome).toMatchObject({ kind: "waiting", uncertain: false });
  expect(await scene.intent()).toMatchObject({ state: "planned", sentAt });
  scene.side.beforeLastLook = () => {};
  const edited = creation(scene, { number: "5001B", amount: 99 });
  expect(await takeEffect(edited, scene.context)).toMatchObject({ kind: "confirmed", record: { number: "5001" } });
});

it("another value goes at once after a refusal, and is what is sent when the one before was lost", async () => {
  const scene = await newScene();
  scene.side.answers.push(rejected, uncertain, uncertain, uncertain);
  expect(await takeEffect(statusChange(scene, "sent"), scene.context)).toMatchObject({ kind: "refused" });
  expect(await takeEffect(statusChange(scene, "paid"), scene.context)).toMatchObject({ kind: "waiting" });
  scene.clock.time += 3 * MINUTE;
  expect(await takeEffect(statusChange(scene, "void"), scene.context)).toMatchObject({ kind: "confirmed" });
  expect(scene.side.sent.map(({ status }) => status)).toEqual(["sent", "paid", "paid", "paid", "void"]);
});

it("the pauses of a new value begin anew, however often one was written before", async () => {
  const scene = await newScene();
  for (const status of ["sent", "paid", "open"]) await takeEffect(statusChange(scene, status), scene.context);
  const busy = { kind: "not-executed", reason: "HTTP 503" } as const;
  scene.side.answers.push(busy, busy);
  expect(await takeEffect(statusChange(scene, "void"), scene.context)).toMatchObject({ kind: "confirmed" });
  expect(scene.clock.slept).toBe(1_500);
});

describe("the bytes of a file", () => {
  const scan = new FileValue("scan.pdf", "application/pdf", undefined, { from: "joined", files: [] });
  const withFile = (scene: Scene, bytes: System["bytes"]) =>
    creation(scene, { number: "5001", file: scan }, { system: { ...scene.side.system, settleMs: MINUTE, bytes } });

  it("are made before anything is intended, and are then at hand", async () => {
    const scene = await newScene();
    let before: unknown = "not asked";
    const effect = withFile(scene, async () => {
      before = await scene.intent();
      return Uint8Array.of(1, 2);
    });
    expect(await takeEffect(effect, scene.context)).toMatchObject({ kind: "confirmed" });
    expect(before).toBeUndefined();
    expect(scene.side.sent[0]?.["file"]).toMatchObject({
      name: "scan.pdf",
      size: 2,
      fetch: { from: "bytes", bytes: Uint8Array.of(1, 2) },
    });
  });

  it("that cannot be made refuse the record, and leave no intent behind", async () => {
    const scene = await newScene();
    const message = "scan.pdf cannot be joined";
    const faults = [{ code: "file-unusable", message }];
    const effect = withFile(scene, async () => {
      throw new ReadFault("rejected", { system: "scan.pdf", route: "making the file", message, faults });
    });
    expect(await takeEffect(effect, scene.context)).toEqual({ kind: "refused", status: 0, faults });
    expect([await scene.intent(), scene.side.sent]).toEqual([undefined, []]);
  });

  it("whose system is busy are waited for", async () => {
    const scene = await newScene();
    const effect = withFile(scene, async () => {
      throw laterFault;
    });
    expect(await takeEffect(effect, scene.context)).toMatchObject({
      kind: "waiting",
      reason: "busy",
      uncertain: false,
    });
    expect(await scene.intent()).toBeUndefined();
  });
});
