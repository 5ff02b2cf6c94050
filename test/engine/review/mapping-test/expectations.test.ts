import { describe, expect, it } from "vitest";
import { caseMisses, runShopTests, shopTestText } from "./run-shop-tests.ts";

const records = `  shop/project:
    plan: { guid: p1, number: 7, name: Plan, isInternal: false, isClosed: false }`;

const missesOf = (expectation: string) => caseMisses("items", records, `record: plan, expect: ${expectation}`);

describe("what a case expects", () => {
  it("holds where the fields are as they are said", async () => {
    expect(await missesOf("{ fields: { code: '7', name: Plan, active: true }, steps: [create books/item] }")).toEqual(
      [],
    );
  });

  it("may be that nothing is written", async () => {
    expect(await missesOf("{ nothing: true }")).toEqual([
      { what: "writes", expected: "none", found: "create books/item", made: false },
    ]);
  });

  it("that the mapping cannot have is a fault of the test", async () => {
    const { codes, results } = await runShopTests(
      shopTestText("items", records, "  - name: one\n    record: plan\n    expect: { feilds: { code: 7 } }"),
    );
    expect(codes).toEqual(["key-unknown"]);
    expect(results.flatMap(({ misses }) => misses.map(({ what }) => what))).toEqual(["the case"]);
  });
});
