import { expect, it } from "vitest";
import { AnswerJudge } from "../../../engine/effect/answer.ts";
import { EffectJournal } from "../../../engine/effect/journal.ts";
import { takeEffect } from "../../../engine/effect/take-effect.ts";
import { creation, exists, MINUTE, newScene, statusChange, uncertain } from "./effect-fixtures.ts";

it("what cannot be searched for is sent once, then a person decides", async () => {
  const scene = await newScene();
  const attachment = () => creation(scene, { file: "a.pdf" }, { search: undefined });
  scene.side.answers.push(uncertain);
  for (let call = 0; call < 2; call++) {
    expect(await takeEffect(attachment(), scene.context)).toMatchObject({ kind: "undecided" });
    scene.clock.time += 60 * MINUTE;
  }
  expect(scene.side.sent).toHaveLength(1);
  await scene.store.records.retry("acme/books", "invoices", "S1");
  expect(await takeEffect(attachment(), scene.context)).toMatchObject({ kind: "confirmed", by: "created" });
});

it("what was provably not executed is sent again when the other side said, with what is true by then", async () => {
  const scene = await newScene();
  scene.side.answers.push({ kind: "not-executed", reason: "HTTP 429", waitMs: 40_000 });
  const until = scene.clock.time + 40_000;
  expect(await takeEffect(creation(scene), scene.context)).toEqual({
    kind: "waiting",
    until,
    reason: "HTTP 429",
    uncertain: false,
  });
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "waiting", until });
  expect(scene.side.sent).toHaveLength(1);
  scene.clock.time = until;
  const outcome = await takeEffect(creation(scene, { number: "5001", amount: 14 }), scene.context);
  expect(outcome).toMatchObject({ kind: "confirmed", record: { amount: 14 } });
});

it("blocked is told and leaves it planned", async () => {
  const scene = await newScene();
  scene.side.answers.push({ kind: "blocked", reason: "no licence", faults: [] });
  expect(await takeEffect(creation(scene), scene.context)).toEqual({
    kind: "blocked",
    reason: "no licence",
    faults: [],
  });
  expect(await scene.intent()).toMatchObject({ state: "planned" });
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "confirmed" });
});

it("there already: ours when the read-back finds it, else refused with the other side's reason", async () => {
  const scene = await newScene();
  scene.side.answers.push((request) => {
    scene.side.execute(request);
    return exists;
  });
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "confirmed", id: "t1", by: "found" });
  const other = await newScene();
  other.side.answers.push(exists);
  const outcome = await takeEffect(creation(other), { ...other.context, patienceMs: MINUTE });
  expect(outcome).toEqual({ kind: "refused", status: 409, faults: [{ code: "DUP", message: "Number taken." }] });
  expect(other.side.sent).toHaveLength(1);
});

it("an answer that does not name what was created is no proof: it is looked up", async () => {
  const scene = await newScene();
  scene.side.answers.push((request) => {
    scene.side.execute(request);
    return { kind: "done", record: {}, id: undefined };
  });
  const first = await takeEffect(creation(scene), scene.context);
  expect(first).toMatchObject({ kind: "waiting", uncertain: true });
  expect(await takeEffect(creation(scene), scene.context)).toMatchObject({ kind: "confirmed", id: "t1", by: "found" });
  expect(scene.side.sent).toHaveLength(1);
});

it("an update whose answer names nothing is of the record that it was sent to", async () => {
  const scene = await newScene();
  scene.side.answers.push({ kind: "done", record: {}, id: undefined });
  const update = { ...statusChange(scene), idOf: () => "" };
  expect(await takeEffect(update, scene.context)).toMatchObject({ kind: "confirmed", id: "S1" });
});

it("a record that is missing refuses an update, and is what an undo wants", async () => {
  const scene = await newScene();
  const missing = { kind: "missing", reason: "no such invoice" } as const;
  scene.side.answers.push(missing, missing);
  expect(await takeEffect(statusChange(scene), scene.context)).toEqual({
    ...{ kind: "refused", status: 404, faults: [{ code: "HTTP 404", message: "no such invoice" }] },
  });
  const undo = statusChange(scene);
  const gone = { ...undo, key: "undo", request: { ...undo.request, operation: "undo" as const } };
  expect(await takeEffect(gone, scene.context)).toMatchObject({ kind: "confirmed", id: "S1" });
});

it("there already is what a create that may be repeated wants, and refuses what is no create", async () => {
  const scene = await newScene();
  scene.side.answers.push(exists, exists);
  const tag = creation(scene, { id: "red" }, { search: undefined, idempotent: true });
  expect(await takeEffect(tag, scene.context)).toMatchObject({ kind: "confirmed", id: "red" });
  const rename = { ...statusChange(scene), key: "rename" };
  expect(await takeEffect(rename, scene.context)).toMatchObject({ kind: "refused", status: 409 });
});

it("without a word of the other side the pause doubles with each attempt, up to a quarter of an hour", async () => {
  const scene = await newScene();
  const judge = new AnswerJudge(new EffectJournal(creation(scene), scene.context));
  const pauseAfter = async (attempt: number) => {
    const outcome = await judge.resolve({ kind: "not-executed", reason: "HTTP 503" }, attempt, undefined);
    return outcome.kind === "waiting" ? outcome.until - scene.clock.time : undefined;
  };
  const pauses = await Promise.all([1, 2, 3, 10, 11, 12, 50].map(pauseAfter));
  expect(pauses).toEqual([500, 1_000, 2_000, 256_000, 512_000, 900_000, 900_000]);
});

it("a repeat that was provably not executed, or blocked, leaves what was frozen before frozen", async () => {
  const notExecuted = { kind: "not-executed", reason: "HTTP 429", waitMs: 40_000 } as const;
  for (const answer of [notExecuted, { kind: "blocked", reason: "no licence", faults: [] } as const]) {
    const scene = await newScene();
    scene.side.answers.push(uncertain, answer);
    await takeEffect(creation(scene), scene.context);
    await takeEffect(creation(scene), { ...scene.context, patienceMs: 4 * MINUTE });
    expect(await scene.intent()).toMatchObject({ state: "planned", attempt: 2 });
    scene.clock.time += MINUTE;
    const edited = creation(scene, { number: "5001B", amount: 99 });
    expect(await takeEffect(edited, scene.context)).toMatchObject({ kind: "confirmed", record: { number: "5001" } });
  }
});

it("there already refuses a create that may neither be repeated nor looked up", async () => {
  const scene = await newScene();
  scene.side.answers.push(exists);
  const once = creation(scene, undefined, { search: undefined });
  expect(await takeEffect(once, scene.context)).toMatchObject({ kind: "refused", status: 409 });
});
