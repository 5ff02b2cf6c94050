import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../engine/connector/operations.ts";
import { explainable, explainRecord, findNamed } from "../../../engine/review/explain.ts";
import type { RecordValue } from "../../../engine/value/value.ts";
import { typedShop } from "../compile/shop.ts";
import { invoices } from "../work/shop-mappings.ts";
import { project, putOrder, type Stage, shopStage, withOrders, withProjects } from "../work/shop-stage.ts";

const files = { "invoices.yaml": invoices() };

async function explained(stage: Stage, flow: string, record: RecordValue, of = files) {
  const found = explainable(typedShop(of), flow);
  if (found === undefined) throw new Error(`${flow} cannot be explained`);
  return explainRecord(stage.job(), found, record);
}

const valuesOf = ({ fields }: Awaited<ReturnType<typeof explained>>) =>
  Object.fromEntries(fields.map(({ path, value }) => [path, value]));

describe("explaining a record", () => {
  it("says which line made each field, and from what; nothing is written", async () => {
    const stage = await withOrders(2);
    const explanation = await explained(stage, "invoices", stage.shop.must("order", "o1"));
    expect(explanation).toMatchObject({
      from: { side: "shop", kind: "order" },
      to: { side: "books", kind: "invoice" },
      id: "o1",
      picked: true,
      action: "create",
      problem: undefined,
    });
    const number = explanation.fields.find(({ path }) => path === "originalNumber");
    expect(number).toMatchObject({ value: "5001", sources: [{ path: "number", value: 5001 }] });
    expect(number?.span.source.path).toBe("invoices.yaml");
    expect([...stage.shop.written, ...stage.books.written]).toEqual([]);
  });

  it("explains what the flow would not take as well, and says so", async () => {
    const stage = await withOrders(1);
    stage.shop.change("order", "o1", { status: { guid: "s3" } });
    const explanation = await explained(stage, "invoices", stage.shop.must("order", "o1"));
    expect(explanation.picked).toBe(false);
    expect(valuesOf(explanation)).toMatchObject({ originalNumber: "5001" });
  });

  it("tells why it would be refused", async () => {
    const stage = await withOrders(1);
    stage.shop.change("order", "o1", { receiver: null });
    const explanation = await explained(stage, "invoices", stage.shop.must("order", "o1"));
    expect(explanation).toMatchObject({ action: "refuse", said: [{ code: "required-missing" }] });
  });

  it("is about this record alone, and as it is given, also where it and others are open", async () => {
    const text = invoices({ steps: " " });
    const stage = await withOrders(2, text);
    stage.shop.change("order", "o1", { receiver: null });
    stage.shop.change("order", "o2", { receiver: null });
    await stage.run();
    stage.shop.change("order", "o2", { receiver: "Beta Oy" });
    const corrected = { ...stage.shop.must("order", "o1"), receiver: "Alfa Oy" };
    const explanation = await explained(stage, "invoices", corrected, { "invoices.yaml": text });
    expect(explanation).toMatchObject({ id: "o1", picked: true, action: "create", said: [] });
    expect(valuesOf(explanation)).toMatchObject({ originalNumber: "5001", "receiver.name": "Alfa Oy" });
  });

  it("shows no fields of another record where a register makes nothing of this one", async () => {
    const stage = await withProjects(2, { files });
    stage.shop.change("project", "p2", { number: null });
    await stage.run();
    stage.shop.change("project", "p2", { number: 12 });
    const explanation = await explained(stage, "items", project("p1", { isInternal: true }));
    expect(explanation.fields).toEqual([]);
    expect(explanation.action).toBeUndefined();
  });

  it("shows of a linked record what a create would have made", async () => {
    const stage = await withProjects(1, { files });
    await stage.run();
    const explanation = await explained(stage, "items", project("p1"));
    expect(explanation.action).toBe("nothing");
    expect(valuesOf(explanation)).toEqual({ code: "1", name: "Project p1", active: true });
  });

  it("ends with the settings that are missing", async () => {
    const stage = await shopStage({ files, job: { settings: {} } });
    putOrder(stage, "o1");
    const explanation = await explained(stage, "invoices", stage.shop.must("order", "o1"));
    expect(explanation.findings.map(({ level }) => level)).toContain("error");
    expect(explanation.fields).toEqual([]);
  });

  it("is of flows that make a record", () => {
    expect(explainable(typedShop(files), "invoices")?.flow.kind).toBe("transfer");
    expect(explainable(typedShop(files), "payments")).toBeUndefined();
    expect(explainable(typedShop(files), "nothing")).toBeUndefined();
  });
});

describe("a record by its name", () => {
  const kindOf = (stage: Stage, kind: string) => {
    const found = stage.job().schemas.get("shop")?.kinds.get(kind);
    if (found === undefined) throw new Error(`shop has no ${kind}`);
    return found;
  };
  const named = async (stage: Stage, name: string) =>
    (await findNamed(stage.shop, kindOf(stage, "project"), name)).map(({ guid }) => guid);

  it("is its id, or what names it to people", async () => {
    const stage = await withProjects(2);
    expect(await named(stage, "p1")).toEqual(["p1"]);
    expect(await named(stage, "2")).toEqual(["p2"]);
    expect(await named(stage, "Project p2")).toEqual(["p2"]);
    expect(await named(stage, "Project p3")).toEqual([]);
  });

  it("is each of several that are called so", async () => {
    const stage = await withProjects(1);
    stage.shop.put("project", project("p2", { name: "Project p1" }));
    expect(await named(stage, "Project p1")).toEqual(["p1", "p2"]);
  });

  it("is not asked for where the name has not the form of an id", async () => {
    const stage = await withProjects(1);
    await named(stage, "1");
    expect(stage.shop.reads.filter((read) => read.startsWith("read project"))).toEqual([]);
  });

  it("is not there where the system refuses to look; what hinders the look is told", async () => {
    const stage = await withProjects(1);
    const facts = { system: "shop", route: "GET /projects/{guid}", message: "no" };
    stage.shop.onRead = (name) => {
      if (name.startsWith("read")) throw new ReadFault("rejected", facts);
    };
    expect(await named(stage, "Project p1")).toEqual(["p1"]);
    stage.shop.onRead = () => {
      throw new ReadFault("later", facts);
    };
    await expect(named(stage, "Project p1")).rejects.toThrow(ReadFault);
  });
});
