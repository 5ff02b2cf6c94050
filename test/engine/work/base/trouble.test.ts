import { describe, expect, it } from "vitest";
import { type Stage, withProjects } from "../shop-stage.ts";

const items = (stage: Stage) => stage.runFlow("items");

describe("trouble with one record, or with a whole system", () => {
  it("carries the others when one record meets a fault of ours", async () => {
    const stage = await withProjects(4);
    stage.books.onWrite = ({ body }) => {
      if (body["code"] === "3") throw new TypeError("cannot read properties of undefined");
      return undefined;
    };
    const flow = await items(stage);
    expect(flow).toMatchObject({ problem: undefined, counts: { created: 3 } });
    expect(await stage.state("items", "p3")).toMatchObject({ state: expect.stringMatching(/refused|waiting/) });
  });

  it("ends when the integration itself is not let in, having asked a few times and not once for each", async () => {
    const stage = await withProjects(50);
    let asked = 0;
    stage.books.onWrite = () => {
      asked++;
      return { kind: "blocked", reason: "the licence has ended", faults: [] };
    };
    expect(await items(stage)).toMatchObject({ problem: "books: the licence has ended" });
    expect(asked).toBeLessThan(15);
    expect(await stage.log({ level: "error" })).toMatchObject([{ code: "system-blocked" }]);
    await items(stage);
    expect(await stage.log({ level: "error" })).toHaveLength(1);
    stage.books.onWrite = () => undefined;
    expect(await items(stage)).toMatchObject({ problem: undefined, counts: { created: 50 } });
  });

  it("goes on past one record that is closed to us", async () => {
    const stage = await withProjects(20);
    stage.books.onWrite = ({ body }) =>
      body["code"] === "1" ? { kind: "blocked", reason: "no right to this", faults: [] } : undefined;
    expect(await items(stage)).toMatchObject({ counts: { created: 19, waiting: 1 } });
  });
});
