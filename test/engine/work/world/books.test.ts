import { describe, expect, it } from "vitest";
import type { CompiledFlow, Said } from "../../../../engine/compile/compiled.ts";
import type { Span } from "../../../../engine/source/span.ts";
import { Planned, type PlannedAction } from "../../../../engine/work/base/planned.ts";
import { Books } from "../../../../engine/work/world/books.ts";
import { type Stage, shopStage } from "../shop-stage.ts";

const item = { id: "p1", label: "1 Alpha" };
const said: Said = { code: "E1", text: "No.", advice: "Look.", facts: {}, span: {} as Span };

async function opened(planning = false) {
  const stage = await shopStage();
  const planned = new Planned();
  const books = new Books(stage.job(), { id: "run 1", planning, planned });
  return { stage, planned, books, register: registerOf(stage) };
}

function registerOf(stage: Stage) {
  const register = stage.job().integration.registers.get("items");
  if (register === undefined) throw new Error("no register items");
  return register;
}

describe("the books of a run", () => {
  it("log a refusal once for as long as it says the same, and keep it in the record's state", async () => {
    const { stage, books, register } = await opened();
    for (let time = 0; time < 2; time++) await books.refuse(register, item, [said, said], { guid: "p1" });
    expect(await stage.log()).toMatchObject([
      { level: "error", code: "E1", message: "No.", advice: "Look.", run: "run 1" },
    ]);
    expect(await stage.state("items", "p1")).toMatchObject({ state: "refused", message: "No." });
    await books.refuse(register, item, [{ ...said, text: "Not yet." }], { guid: "p1" });
    expect(await stage.log()).toHaveLength(2);
    expect(books.countsOf("items")).toMatchObject({ refused: 3 });
  });

  it("let go of a refusal when the record is linked, passed over or not there any more", async () => {
    const { stage, books, register } = await opened();
    const ends: readonly (readonly [string, () => Promise<void>])[] = [
      ["done", () => books.linked(register, item, { id: "7", did: "created" })],
      ["skipped", () => books.skip(register, item, undefined)],
      ["skipped", () => books.gone(register, item.id)],
    ];
    for (const [state, end] of ends) {
      await books.refuse(register, item, [said], { guid: "p1" });
      await end();
      expect(await stage.state("items", "p1")).toMatchObject({ state });
    }
  });

  it("say of a linked record what was done, and count what was left as it is without a word", async () => {
    const { stage, books, register } = await opened();
    for (const did of ["nothing", "linked", "created", "updated", "found"] as const)
      await books.linked(register, item, { id: "7", did });
    expect((await stage.log()).map(({ message }) => message).toSorted()).toEqual([
      "1 Alpha created as 7",
      "1 Alpha found again as 7",
      "1 Alpha linked with 7",
      "1 Alpha updated 7",
    ]);
    expect(books.countsOf("items")).toMatchObject({ unchanged: 1, linked: 1, created: 1, updated: 1, found: 1 });
    expect(await stage.state("items", "p1")).toBeUndefined();
  });

  it("tell a flow's problem once, and again when the flow has gone through in between", async () => {
    const { stage, books, register } = await opened();
    const problem = { code: "system-unreachable", text: "no answer", advice: "Wait." };
    await books.problem(register, problem);
    await books.problem(register, problem);
    expect(await stage.log()).toHaveLength(1);
    await books.solved("items");
    await books.problem(register, problem);
    expect(await stage.log()).toHaveLength(2);
  });

  it("of a plan only count, and say what would be refused", async () => {
    const { stage, planned, books, register } = await opened(true);
    const actions: PlannedAction[] = [];
    const work = () => books.refuse(register as CompiledFlow, item, [said], { guid: "p1" });
    for await (const action of planned.during(work)) actions.push(action);
    await books.wait(register, item, "busy");
    expect(actions).toMatchObject([{ action: "refuse", record: "p1", to: "books/item", said: [{ code: "E1" }] }]);
    expect(books.countsOf("items")).toMatchObject({ refused: 1, waiting: 1 });
    expect(await stage.log()).toEqual([]);
    expect(await stage.state("items", "p1")).toBeUndefined();
  });
});
