import { describe, expect, it } from "vitest";
import { caseMisses, ORDER } from "./run-shop-tests.ts";

const project = `  shop/project:
    plan: { guid: p1, number: 7, name: Plan, isInternal: false, isClosed: false }`;

const missesOf = (expectation: string, change = "{}") =>
  caseMisses("items", project, `record: plan, change: ${change}, expect: ${expectation}`);
const ofOrder = (expectation: string, change = "{}", more = "") =>
  caseMisses("invoices", ORDER, `record: plain, change: ${change}, ${more}expect: ${expectation}`);

describe("the steps of a flow", () => {
  it("is missed by other steps than those that are named", async () => {
    expect(await missesOf("{ steps: [update books/item] }")).toEqual([
      { what: "the steps", expected: "update books/item", found: "create books/item", made: false },
    ]);
  });

  it("are its own writes in their order, without those of what it needs", async () => {
    expect(await ofOrder("{ steps: [create books/invoice, do approve, write back] }")).toEqual([]);
    expect(await ofOrder("{ steps: [create books/invoice, write back, do approve] }")).toMatchObject([
      { what: "the steps", found: "create books/invoice, do approve, write back" },
    ]);
  });

  it("may be expected with what they write", async () => {
    const steps = (status: string) =>
      `{ steps: [create books/invoice: { type: SALES }, do approve, write back: { status: ${status} }] }`;
    expect(await ofOrder(steps("done"))).toEqual([]);
    expect(await ofOrder(steps("open"))).toMatchObject([{ what: "write back.status", expected: "open" }]);
  });

  it("of a record that was refused are not missed: the refusal is", async () => {
    expect(await ofOrder("{ steps: [create books/invoice] }", "{ plain: { street: null } }")).toMatchObject([
      { what: "the record", expected: "not refused" },
    ]);
  });
});
