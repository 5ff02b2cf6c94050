import { describe, expect, it } from "vitest";
import { MINUTE, SCOPE, type Stage, withProjects } from "../shop-stage.ts";

const items = (stage: Stage) => stage.runFlow("items");

describe("what an earlier run left open", () => {
  it("looks again at what was refused, though the watermark has passed it and it has not changed", async () => {
    const stage = await withProjects(3);
    stage.books.onWrite = ({ body }) =>
      body["code"] === "2" ? { kind: "rejected", status: 422, faults: [{ code: "E", message: "no" }] } : undefined;
    expect(await items(stage)).toMatchObject({ counts: { created: 2, refused: 1 } });
    stage.books.onWrite = () => undefined;
    await stage.store.records.retry(SCOPE, "items", "p2");
    stage.clock.time += 60 * MINUTE;
    expect(await items(stage)).toMatchObject({ counts: { created: 1, refused: 0 } });
    expect(await stage.state("items", "p2")).toMatchObject({ state: "done" });
    expect(await stage.store.memory.all(SCOPE, "open items")).toEqual(new Map());
  });

  it("lets go of an error when the record is not ours any more, or is gone", async () => {
    const stage = await withProjects(2);
    stage.books.onWrite = () => ({ kind: "rejected", status: 422, faults: [{ code: "E", message: "no" }] });
    await items(stage);
    stage.shop.change("project", "p1", { isInternal: true });
    stage.shop.remove("project", "p2");
    await items(stage);
    expect(await stage.store.records.list(SCOPE, { state: "refused" })).toEqual([]);
    expect(await stage.log({ code: "gone" })).toHaveLength(1);
  });
});
