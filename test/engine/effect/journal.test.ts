import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished, vi } from "vitest";
import type { Effect } from "../../../engine/effect/effect.ts";
import { EffectJournal, rememberedRecord, rememberedRefusal } from "../../../engine/effect/journal.ts";
import { takeEffect } from "../../../engine/effect/take-effect.ts";
import type { Intent } from "../../../engine/store/store.ts";
import { Secret } from "../../../engine/value/secret.ts";
import { FileValue } from "../../../engine/value/value.ts";
import { isOn, temporaryFolder, temporaryStore } from "../store/sqlite/temporary-store.ts";
import { creation, MINUTE, newScene, rejected, statusChange, uncertain } from "./effect-fixtures.ts";

/** A scene on a file: what a crash leaves of it, and how often it was committed. */
async function newFileScene() {
  const { store, path } = await temporaryStore(join(temporaryFolder(), "koppel.db"));
  const scene = await newScene();
  const exec = vi.spyOn(DatabaseSync.prototype, "exec");
  onTestFinished(() => exec.mockRestore());
  return {
    scene: { ...scene, store, context: { ...scene.context, store }, intent: () => store.intents.get("k") },
    // Only of this file: stores of other tests may still be at work in the same process.
    commits: () =>
      exec.mock.calls.filter(([sql], call) => sql === "COMMIT" && isOn(path, exec.mock.contexts[call])).length,
    async stateAfterCrash() {
      store.abandon();
      return (await (await temporaryStore(path)).store.intents.get("k"))?.state;
    },
  };
}

it("a refusal is remembered until the body or the source changes; then the new body goes", async () => {
  const scene = await newScene();
  scene.side.answers.push(rejected, rejected);
  const refused = { kind: "refused", status: 422, faults: [{ code: "E7", message: "No VAT." }] };
  for (let call = 0; call < 3; call++) {
    expect(await takeEffect(creation(scene, undefined, { sourceHash: "a" }), scene.context)).toEqual(refused);
  }
  expect(scene.side.sent).toHaveLength(1);
  expect(await takeEffect(creation(scene, undefined, { sourceHash: "b" }), scene.context)).toEqual(refused);
  expect(scene.side.sent).toHaveLength(2);
  const better = creation(scene, { number: "5001", amount: 13 }, { sourceHash: "c" });
  expect(await takeEffect(better, scene.context)).toMatchObject({ kind: "confirmed", record: { amount: 13 } });
  expect(await scene.intent()).toMatchObject({ state: "confirmed", body: '{"amount":13,"number":"5001"}' });
});

it("what may have been sent is searched for, and sent again, as it was frozen", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain);
  await takeEffect(creation(scene), scene.context);
  const edited = () => creation(scene, { number: "5001B", amount: 99 });
  const outcome = await takeEffect(edited(), { ...scene.context, patienceMs: 10 * MINUTE });
  expect(outcome).toMatchObject({ kind: "confirmed", record: { number: "5001", amount: 12.5 } });
  expect(scene.side.sent).toEqual([
    { number: "5001", amount: 12.5 },
    { number: "5001", amount: 12.5 },
  ]);
});

it("what is not settled can be listed", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain);
  await takeEffect(creation(scene), scene.context);
  await takeEffect(creation(scene, { number: "2" }, { key: "k2" }), scene.context);
  const open = await scene.store.intents.open("acme/books", "invoices");
  expect(open.map(({ key, state }) => [key, state])).toEqual([["k", "uncertain"]]);
});

it("the confirmation of what could be found again rides; all else is committed before it is told", async () => {
  const findable = await newFileScene();
  await takeEffect(creation(findable.scene), findable.scene.context);
  expect(await findable.stateAfterCrash()).toBe("sending");
  const once = await newFileScene();
  await takeEffect(creation(once.scene, undefined, { search: undefined }), once.scene.context);
  expect(await once.stateAfterCrash()).toBe("confirmed");
});

it("an undisturbed create costs one durable commit", async () => {
  const { scene, commits } = await newFileScene();
  await takeEffect(creation(scene), scene.context);
  expect(commits()).toBe(1);
  await scene.store.flush();
  expect(commits()).toBe(2);
});

it("a body is the same whatever the order of its fields, and another record or source makes another write", async () => {
  const scene = await newScene();
  const hashOf = (effect: Effect) => new EffectJournal(effect, scene.context).bodyHash();
  const body = { number: "1", lines: [{ amount: 1, text: "a" }] };
  const same = creation(scene, { lines: [{ text: "a", amount: 1 }], number: "1" });
  expect(hashOf(same)).toBe(hashOf(creation(scene, body)));
  const others = [
    creation(scene, { ...body, number: "2" }),
    creation(scene, body, { sourceHash: "s" }),
    { ...same, request: { ...same.request, kind: "order" } },
    { ...same, request: { ...same.request, operation: "update" as const, id: "7" } },
  ];
  expect(new Set([same, ...others].map(hashOf)).size).toBe(5);
  const action = (action: string, id: string): Effect => ({
    ...same,
    request: { kind: "invoice", operation: "action", action, id, body },
  });
  expect(new Set([action("send", "7"), action("send", "8"), action("pay", "7")].map(hashOf)).size).toBe(3);
  // What may be repeated is not refused anew by a source that has changed elsewhere.
  expect(hashOf({ ...statusChange(scene), sourceHash: "s" })).toBe(hashOf(statusChange(scene)));
});

it("a body with a file is sent again as it now is, since its bytes are not in the journal", async () => {
  const scene = await newScene();
  scene.side.answers.push(uncertain);
  const file = (name: string) =>
    new FileValue(name, "application/pdf", 1, { from: "bytes", bytes: new Uint8Array([1]) });
  const attachment = (name: string) => creation(scene, { number: "5001", pages: [file(name)] });
  await takeEffect(attachment("a.pdf"), scene.context);
  const outcome = await takeEffect(attachment("b.pdf"), { ...scene.context, patienceMs: 10 * MINUTE });
  expect(outcome).toMatchObject({ kind: "confirmed", by: "created" });
  expect(scene.side.sent).toMatchObject([{ pages: [{ name: "a.pdf" }] }, { pages: [{ name: "b.pdf" }] }]);
});

it("of an answer its single values are kept", async () => {
  const scene = await newScene();
  scene.side.answers.push({
    kind: "done",
    id: "t1",
    record: { id: "t1", total: 12.5, lines: [{ amount: 1 }], buyer: { id: 2 } },
  });
  await takeEffect(creation(scene), scene.context);
  expect(JSON.parse((await scene.intent())?.answer ?? "")).toEqual({ id: "t1", total: 12.5 });
  expect(rememberedRecord((await scene.intent()) as Intent)).toEqual({ id: "t1", total: 12.5 });
  expect(rememberedRefusal((await scene.intent()) as Intent)).toBeUndefined();
});

it("keeps the name of a secret and not its text; what was frozen goes with the text of today, and only where it stood", async () => {
  const scene = await newScene();
  const body = (text: string, amount: number, rows = 1) => ({
    number: "5001",
    amount,
    key: new Secret(text, "gateway.token"),
    rows: Array.from({ length: rows }, () => ({ key: new Secret(text, "gateway.token") })),
    about: { $secret: "gateway.token" },
  });
  const { body: frozen, bodyHash } = new EffectJournal(
    // A row that the document has lost since.
    creation(scene, body("hush-hush", 12, 2)),
    scene.context,
  ).frozenBody();
  expect(frozen).not.toContain("hush");
  expect(frozen).toContain('"key":{"$secret":"gateway.token"}');
  const intent = { body: frozen, bodyHash, sentAt: 1 } as Intent;
  // What was no secret when it was frozen is not one for its being one now.
  const now = { ...body("hush-now", 13), number: new Secret("hush-number", "number") };
  const sent = new EffectJournal(creation(scene, now), scene.context).request(intent).body;
  expect(sent).toMatchObject({ number: "5001", amount: 12, about: { $secret: "gateway.token" } });
  const keys = (sent["rows"] as readonly { readonly key: Secret }[]).map(({ key }) => key.reveal());
  expect([(sent["key"] as Secret).reveal(), ...keys]).toEqual(["hush-now", "hush-now", "hush-now"]);
});
