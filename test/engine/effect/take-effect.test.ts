import { expect, it } from "vitest";
import { refusalOf, takeEffect } from "../../../engine/effect/take-effect.ts";
import { creation, MINUTE, newScene, rejected, uncertain } from "./effect-fixtures.ts";

it("patience sleeps through the settle window within one call", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain);
  const outcome = await takeEffect(creation(scene), { ...scene.context, patienceMs: 5 * MINUTE });
  expect(outcome).toMatchObject({ kind: "confirmed", by: "created" });
  expect([scene.side.sent.length, scene.clock.slept]).toEqual([2, 3 * MINUTE + 30_000]);
});

it("a short wait is slept through; three sends are the most in one call", async () => {
  const scene = await newScene();
  const busy = { kind: "not-executed", reason: "HTTP 503" } as const;
  scene.side.answers.push(busy, busy, busy, busy);
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "waiting", uncertain: false });
  expect([scene.side.sent.length, scene.clock.slept]).toEqual([3, 1_500]);
});

it("two documents that need the same customer at once make it once", async () => {
  const scene = await newScene();
  const both = await Promise.all([
    takeEffect(creation(scene), scene.context),
    takeEffect(creation(scene), scene.context),
  ]);
  expect(both.map((outcome) => outcome.kind === "confirmed" && outcome.by)).toEqual(["created", "remembered"]);
  expect(scene.side.sent).toHaveLength(1);
});

it("who waits for the same effect goes on when the first has failed", async () => {
  const scene = await newScene();
  let calls = 0;
  const failing = creation(scene, undefined, {
    search: async (body) => {
      if (calls++ === 0) throw new Error("out of order");
      return scene.side.search(body);
    },
  });
  const [first, second] = await Promise.allSettled([
    takeEffect(failing, scene.context),
    takeEffect(failing, scene.context),
  ]);
  expect(first.status).toBe("rejected");
  expect(second).toMatchObject({ status: "fulfilled", value: { kind: "confirmed", by: "created" } });
});

it("the refusal that an effect rests on is known without writing or sending", async () => {
  const scene = await newScene();
  expect(await refusalOf(creation(scene), scene.context)).toBeUndefined();
  scene.side.answers.push(rejected);
  await takeEffect(creation(scene), scene.context);
  const before = await scene.intent();
  expect(await refusalOf(creation(scene), scene.context)).toEqual({
    ...{ status: 422, faults: [{ code: "E7", message: "No VAT." }] },
  });
  expect(await refusalOf(creation(scene, { number: "5001", amount: 13 }), scene.context)).toBeUndefined();
  expect(await scene.intent()).toEqual(before);
  expect(scene.side.sent).toHaveLength(1);
});
