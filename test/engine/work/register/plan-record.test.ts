import { describe, expect, it } from "vitest";
import { MINUTE, project, type Stage, withProjects } from "../shop-stage.ts";

const planned = async (stage: Stage) =>
  (await stage.plan()).actions.filter(({ flow }) => flow === "items").map((action) => ({ ...action, lineage: [] }));

describe("what a plan says of a record of a register", () => {
  it("is what the run would do: with what is created, and what changes from what", async () => {
    const stage = await withProjects(1);
    const body = { code: "1", name: "Project p1", active: true };
    expect(await planned(stage)).toMatchObject([
      { action: "create", record: "p1", to: "books/item", target: undefined, body, before: undefined, said: [] },
    ]);
    await stage.runFlow("items");
    stage.shop.change("project", "p1", { name: "Other" });
    stage.clock.time += 20 * MINUTE;
    expect(await planned(stage)).toMatchObject([
      { action: "update", target: "1", body: { name: "Other" }, before: { name: "Project p1" } },
    ]);
  });

  it("links what is there already", async () => {
    const stage = await withProjects(1);
    stage.books.put("item", { id: 70, code: "1", name: "Project p1", active: true });
    expect(await planned(stage)).toMatchObject([{ action: "link", target: "70", body: undefined }]);
  });

  it("says of one that it cannot make why it would be refused", async () => {
    const stage = await withProjects(0);
    stage.shop.put("project", project("p1", { number: null }));
    expect(await planned(stage)).toMatchObject([
      { action: "refuse", record: "p1", said: [{ code: "required-missing" }], body: undefined },
    ]);
  });

  it("knows what the other side has refused already, and would not send it again", async () => {
    const stage = await withProjects(1);
    stage.books.onWrite = () => ({
      ...{ kind: "rejected", status: 400 },
      faults: [{ code: "TOO_SHORT", message: "The code is too short." }],
    });
    await stage.runFlow("items");
    const sent = stage.books.written.length;
    expect(await planned(stage)).toMatchObject([{ action: "refuse", record: "p1" }]);
    expect(stage.books.written.length).toBe(sent);
  });
});
