import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import { runOnce } from "../../../../engine/work/run.ts";
import { compiledShop } from "../../compile/shop.ts";
import { invoices } from "../shop-mappings.ts";
import { putOrder, type Stage, shopStage, statusOf, withOrders } from "../shop-stage.ts";

const run = (stage: Stage) => stage.runFlow("invoices");

describe("carrying documents", () => {
  it("carries each once and moves it on; then there is nothing to do", async () => {
    const stage = await withOrders(12);
    expect(await run(stage)).toMatchObject({ counts: { taken: 12, created: 12 } });
    expect(statusOf(stage, "o7")).toBe("In books");
    expect((await stage.plan({ flows: ["invoices"] })).actions).toEqual([]);
    expect(await run(stage)).toMatchObject({ counts: { taken: 0 } });
    expect(await stage.log({ code: "transferred" })).toHaveLength(12);
  });

  it("takes nothing twice from a list that shifts while it is read, and misses nothing in the end", async () => {
    const stage = await withOrders(30);
    stage.shop.pageSize = 5;
    let shifts = 0;
    stage.shop.onPage = (kind, page) => {
      if (kind === "order" && page > 0 && shifts < 4) {
        shifts++;
        stage.shop.change("order", `o${shifts}`, { status: { guid: "s3" } });
      }
    };
    await run(stage);
    stage.shop.onPage = () => {};
    await run(stage);
    const numbers = stage.books.all("invoice").map(({ originalNumber }) => originalNumber);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (let index = 5; index <= 30; index++) expect(statusOf(stage, `o${index}`)).toBe("In books");
  });

  it("keeps a document that cannot be read apart from the others", async () => {
    for (const kind of ["rejected", "broken", "later"] as const) {
      const stage = await withOrders(20);
      stage.shop.onRead = (name) => {
        if (name === "relation order rows o3")
          throw new ReadFault(kind, { system: "shop", route: "GET /orders/{guid}/rows", message: "HTTP 500" });
      };
      expect(await run(stage)).toMatchObject({ problem: undefined, counts: { created: 19 } });
      stage.shop.onRead = () => {};
      expect(await run(stage)).toMatchObject({ counts: { created: 1 } });
    }
  });
});

describe("companies of a unit hierarchy", () => {
  const ofProjects = compiledShop({
    "invoices.yaml": invoices({ head: "pick: status == settings.invoices.transfer\ncompany: project.name" }),
  });

  it("carry their own documents only; what belongs to nobody is said by one of them", async () => {
    const stage = await shopStage();
    for (const unit of ["north", "south"]) stage.shop.put("project", { guid: unit, number: 1, name: unit });
    putOrder(stage, "o1", { project: { guid: "north" } });
    putOrder(stage, "o2", { project: { guid: "south" } });
    putOrder(stage, "o3");
    const runAs = (unit: string, company: string) =>
      runOnce(stage.job({ unit, company, integration: ofProjects, configuredUnits: ["south", "north"] }), {
        flows: ["invoices"],
      });
    await runAs("north", "acme");
    expect(stage.books.all("invoice").map(({ originalNumber }) => originalNumber)).toEqual(["5001"]);
    expect(await stage.state("invoices", "o3")).toMatchObject({ state: "refused", code: "unit-unclear" });
    await runAs("south", "second");
    expect(stage.books.all("invoice").map(({ originalNumber }) => originalNumber)).toEqual(["5001", "5002"]);
    expect(await stage.store.records.get("second/shop-books", "invoices", "o3")).toBeUndefined();
  });
});
