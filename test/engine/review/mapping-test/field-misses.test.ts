import { describe, expect, it } from "vitest";
import { caseMisses, ORDER } from "./run-shop-tests.ts";

const project = `  shop/project:
    plan: { guid: p1, number: 7, name: Plan, isInternal: false, isClosed: false }`;

const missesOf = (expectation: string, change = "{}") =>
  caseMisses("items", project, `record: plan, change: ${change}, expect: ${expectation}`);
const ofOrder = (expectation: string, change = "{}", more = "") =>
  caseMisses("invoices", ORDER, `record: plain, change: ${change}, ${more}expect: ${expectation}`);

describe("a field", () => {
  it("is missed with what was found and the line that made it", async () => {
    expect(await missesOf("{ fields: { code: '8', active: false } }")).toEqual([
      { what: "code", expected: "8", found: "7", made: true },
      { what: "active", expected: "false", found: "true", made: true },
    ]);
    expect(await missesOf("{ not set: [name] }")).toEqual([
      { what: "name", expected: "not set", found: "Plan", made: true },
    ]);
    expect(await missesOf("{ fields: { code: null } }")).toEqual([
      { what: "code", expected: "not set", found: "7", made: true },
    ]);
  });

  it("of a record that was refused says the refusal rather than that nothing is there", async () => {
    expect(await missesOf("{ fields: { name: Plan } }", "{ plan: { number: null } }")).toMatchObject([
      { what: "the record", expected: "not refused", found: expect.stringContaining("required-missing") },
    ]);
    expect(await missesOf("{ fields: { name: Plan } }", "{ plan: { isInternal: true } }")).toMatchObject([
      { what: "name", expected: "Plan", found: "nothing was written" },
    ]);
  });

  it("within a list is told by its row", async () => {
    expect(await ofOrder("{ fields: { rows.1.unit: PIECE, receiver: { name: Beta } } }")).toMatchObject([
      { what: "rows.1.unit", expected: "PIECE", found: "HOUR", made: true },
      { what: "receiver.name", expected: "Beta", found: "Acme Oy", made: true },
    ]);
  });
});

describe("a field of the source", () => {
  it("is what the flow writes back, or stays as it is", async () => {
    expect(await ofOrder("{ source: { status: done, note: unchanged } }")).toEqual([]);
    expect(await ofOrder("{ source: { status: unchanged } }")).toMatchObject([
      { what: "status of the source", expected: "unchanged", found: '{"guid":"s2"}' },
    ]);
    expect(await ofOrder("{ source: { status: open } }")).toMatchObject([
      { what: "status of the source", expected: "open" },
    ]);
  });
});
