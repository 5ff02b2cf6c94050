import { describe, expect, it } from "vitest";
import type { CompiledTransfer, Evaluation, Scene } from "../../../engine/compile/compiled.ts";
import { FileValue, type RecordValue } from "../../../engine/value/value.ts";
import { compiledShop, knownWorld, order, sceneOf } from "./shop.ts";

const shop = compiledShop();
const invoices = transferOf(shop.transfers.get("invoices"));

function transferOf(transfer: CompiledTransfer | undefined): CompiledTransfer {
  if (transfer === undefined) throw new Error("the transfer is not there");
  return transfer;
}

function only(scene: Scene, record: RecordValue, transfer = invoices): Evaluation {
  const evaluations = transfer.evaluate(scene, record);
  expect(evaluations).toHaveLength(1);
  return evaluations[0] as Evaluation;
}

function saidOf(evaluation: Evaluation): readonly string[] {
  if (evaluation.kind !== "refused") throw new Error(`it is ${evaluation.kind}`);
  return evaluation.said.map((said) => said.text);
}

describe("a transfer", () => {
  it("makes the target's record, with its keys in the order of the mapping", () => {
    const evaluation = only(sceneOf(), order);
    if (evaluation.kind !== "ready") throw new Error(JSON.stringify(evaluation));
    expect(evaluation.item).toEqual({ id: "o1", label: "5001 Acme Oy" });
    expect(JSON.stringify(evaluation.body)).toBe(
      JSON.stringify({
        type: "SALES",
        status: "UNFINISHED",
        originalNumber: "5001",
        date: "2026-03-01",
        partnerId: 900,
        receiver: { name: "Acme Oy", street: "Katu 1", email: "pay@acme.example", country: "FINLAND" },
        channel: "EMAIL",
        penalty: 8.13,
        account: "FI2112345600000785",
        text: "Thank you",
        rows: [
          { product: "Planning", code: "PLAN", quantity: 2, price: 100, unit: "HOUR" },
          { product: "Travel", code: "T", quantity: 12.5, price: 0.55, unit: "KILOMETER" },
        ],
      }),
    );
  });

  it("makes the same of the same record however often it is asked", () => {
    const scene = sceneOf();
    expect(invoices.evaluate(scene, order)).toEqual(invoices.evaluate(scene, order));
  });

  it("leaves out what is not picked", () => {
    expect(invoices.evaluate(sceneOf(), { ...order, status: { guid: "s9" } })).toEqual([]);
  });

  it("asks the list for the status of the settings", () => {
    expect(invoices.listFilter(sceneOf())).toEqual({ status: "s1" });
  });

  it("keeps the fields that it reads, the identity and the label", () => {
    expect([...(invoices.keep ?? [])].toSorted()).toEqual([
      "country",
      "customer",
      "date",
      "guid",
      "interest",
      "note",
      "number",
      "receiver",
      "status",
      "street",
      "total",
    ]);
  });

  it("goes on without what a prerequisite passes over", () => {
    const world = knownWorld();
    world.needs.set("partners k1", { state: "passed" });
    const evaluation = only(sceneOf(world), order);
    expect(evaluation.kind === "ready" && evaluation.body["partnerId"]).toBeUndefined();
    expect(evaluation.kind).toBe("ready");
  });

  it("is refused with what a prerequisite says", () => {
    const world = knownWorld();
    const said = {
      code: "number-taken",
      text: "The number 1 is taken.",
      advice: undefined,
      facts: {},
      span: shop.flows[0]?.flow.span as never,
    };
    world.needs.set("partners k1", { state: "refused", said: [said] });
    expect(saidOf(only(sceneOf(world), order))).toEqual(["The number 1 is taken."]);
  });

  it("is refused by a rule that asks the record being made", () => {
    expect(saidOf(only(sceneOf(undefined, { email: false }), { ...order, street: " " }))).toEqual([
      "The invoice for Acme Oy has no street.",
    ]);
    expect(only(sceneOf(), { ...order, street: " " }).kind).toBe("ready");
  });

  it("is refused without a required value, by field and source", () => {
    const evaluation = only(sceneOf(), { ...order, receiver: null });
    if (evaluation.kind !== "refused") throw new Error(evaluation.kind);
    expect(evaluation.said[0]).toMatchObject({
      code: "required-missing",
      text: "receiver.name is required and has no value.",
      advice: "Fill in receiver in Shop.",
      facts: { field: "receiver.name" },
    });
  });

  it("is refused with a text over its limit, by field, limit and length", () => {
    const evaluation = only(sceneOf(), { ...order, receiver: "A".repeat(81) });
    if (evaluation.kind !== "refused") throw new Error(evaluation.kind);
    expect(evaluation.said).toHaveLength(1);
    expect(evaluation.said[0]).toMatchObject({
      code: "text-too-long",
      facts: { field: "receiver.name", limit: 80, length: 81 },
    });
    expect(only(sceneOf(), { ...order, receiver: "😀".repeat(80) }).kind).toBe("ready");
  });

  it("says all that is wrong, with the row it is in", () => {
    const world = knownWorld();
    world.relations.set("o1.rows", [
      { guid: "r1", description: "Fine", quantity: 1, category: "Goods", unit: "pc" },
      { guid: "r2", description: null, quantity: 1, category: "Goods", unit: "pc" },
    ]);
    const said = saidOf(only(sceneOf(world), { ...order, number: null }));
    expect(said).toEqual([
      "originalNumber is required and has no value.",
      "rows.product (row 2) is required and has no value.",
    ]);
  });

  it("says what its own rules say of each row, and no more", () => {
    const world = knownWorld();
    const row = { quantity: 1, category: "Goods" };
    world.relations.set("o1.rows", [
      { ...row, guid: "r1", description: "Fine", unit: "pc" },
      { ...row, guid: "r2", description: null, unit: "box" },
      { ...row, guid: "r3", description: "Odd", unit: "m2" },
    ]);
    expect(saidOf(only(sceneOf(world), order))).toEqual(["There is no unit box.", "There is no unit m2."]);
  });

  it("is refused when it has no rows, since the other side requires some", () => {
    const world = knownWorld();
    world.relations.set("o1.rows", []);
    expect(saidOf(only(sceneOf(world), order))).toEqual(["rows is required and has no value."]);
  });

  it("finds the document again by its frozen body", () => {
    expect(invoices.recognise({ originalNumber: "5001", date: "2026-03-01" })).toEqual({ originalNumber: "5001" });
    expect(invoices.recognise({ date: "2026-03-01" })).toBeUndefined();
  });

  it("tells the line and the sources of each field when asked", () => {
    const evaluation = only({ ...sceneOf(), trace: true }, order);
    if (evaluation.kind !== "ready") throw new Error(evaluation.kind);
    const byPath = new Map(evaluation.lineage.map((one) => [one.path, one]));
    expect(byPath.get("receiver.email")?.sources.map(({ path }) => path)).toContain("customer.email");
    expect(byPath.get("rows.2.quantity")).toMatchObject({
      value: 12.5,
      sources: [{ path: "row.quantity", value: 12.5 }],
    });
    const span = byPath.get("penalty")?.span;
    expect(span?.source.text.slice(span.start, span.end)).toBe("round(interest, 2)");
    expect(invoices.evaluate(sceneOf(), order)).toEqual([{ ...evaluation, lineage: [] }]);
  });
});

describe("the steps of a transfer", () => {
  const made = { id: 555, balance: 251 };

  it("say nothing where a verification holds, and undo where it does not", () => {
    expect(invoices.evaluateStep(sceneOf(), order, "o1", made, 0)).toEqual([]);
    const [failed] = invoices.evaluateStep(sceneOf(), order, "o1", { id: 555, balance: 250 }, 0);
    expect(failed).toMatchObject({ kind: "failed", otherwise: "undo", said: { code: "totals-differ" } });
  });

  it("write once for each item, under a name of its own", () => {
    const world = knownWorld();
    const file = (name: string) =>
      new FileValue(name, "application/pdf", 10, { from: "bytes", bytes: new Uint8Array() });
    world.relations.set("o1.files", [file("a.pdf"), file("b.pdf")]);
    const steps = invoices.evaluateStep(sceneOf(world, { attach: "PDF" }), order, "o1", made, 1);
    expect(
      steps.map(
        (step) => step.kind === "write" && [step.operation, step.to, step.body["name"], step.body["invoiceId"]],
      ),
    ).toEqual([
      ["create", { side: "books", kind: "attachment" }, "a.pdf", 555],
      ["create", { side: "books", kind: "attachment" }, "b.pdf", 555],
    ]);
    expect(new Set(steps.map((step) => step.identity)).size).toBe(2);
    expect(invoices.evaluateStep(sceneOf(world), order, "o1", made, 1)).toEqual([]);
  });

  it("do an action on the document made", () => {
    const [action] = invoices.evaluateStep(sceneOf(), order, "o1", made, 2);
    expect(action).toMatchObject({ kind: "write", operation: "action", action: "approve", id: "555" });
  });

  it("write a reference back by its identity", () => {
    const [back] = invoices.evaluateStep(sceneOf(), order, "o1", made, 3);
    expect(back).toMatchObject({ kind: "write-back", body: { status: { guid: "s2" } } });
  });
});
