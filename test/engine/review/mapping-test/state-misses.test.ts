import { describe, expect, it } from "vitest";
import { caseMisses, ORDER } from "./run-shop-tests.ts";

const project = `  shop/project:
    plan: { guid: p1, number: 7, name: Plan, isInternal: false, isClosed: false }`;

const missesOf = (expectation: string, change = "{}") =>
  caseMisses("items", project, `record: plan, change: ${change}, expect: ${expectation}`);
const ofOrder = (expectation: string, change = "{}", more = "") =>
  caseMisses("invoices", ORDER, `record: plain, change: ${change}, ${more}expect: ${expectation}`);

describe("the state of a record", () => {
  it("may be that the record is passed over or refused", async () => {
    const internal = "{ plan: { isInternal: true } }";
    expect(await missesOf("{ skipped: true, nothing: true }", internal)).toEqual([]);
    expect(await missesOf("{ skipped: true }")).toEqual([
      { what: "the record", expected: "skipped", found: "create books/item", made: false },
    ]);
    expect(await missesOf("{ refused: some-code }")).toMatchObject([
      { what: "the record", expected: "refused with some-code" },
    ]);
    const nameless = "{ plan: { number: null } }";
    const [refusal] = await missesOf("{ fields: { name: Plan } }", nameless);
    expect(refusal).toMatchObject({ what: "the record", expected: "not refused" });
  });

  it("is refused with its code, message and advice, each of which may be expected", async () => {
    const street = "{ plain: { street: null } }";
    const message = "The invoice for Acme Oy has no street.";
    expect(await ofOrder(`{ refused: street-missing, message: ${message} }`, street)).toEqual([]);
    expect(await ofOrder("{ refused: unit-unknown }", street)).toMatchObject([
      { expected: "refused with unit-unknown", found: `refused with street-missing: ${message}` },
    ]);
    expect(await ofOrder("{ refused: true, advice: Fill it in. }", street)).toMatchObject([
      { what: "the advice", expected: "Fill it in.", found: "none" },
    ]);
  });

  it("is not asked for where the flow could not run: that alone is told", async () => {
    const none = "{ settings: { invoices.account: null } }";
    expect(await ofOrder("{ fields: { type: PURCHASE }, nothing: true }", none)).toMatchObject([
      { what: "the settings of the test", expected: "complete" },
    ]);
  });

  it("that nobody expects is told where all else holds", async () => {
    expect(await ofOrder("{ not set: [text] }", "{ plain: { street: null } }")).toMatchObject([
      { what: "the record", expected: "not refused" },
    ]);
  });
});
