import { describe, expect, it } from "vitest";
import { FileValue } from "../../../engine/value/value.ts";
import { invoices } from "./invoices.ts";
import { knownWorld, order, sceneOf } from "./shop.ts";

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
