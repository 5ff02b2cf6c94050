import { describe, expect, it } from "vitest";
import { runShopTests, shopTestText } from "./run-shop-tests.ts";

const records = `  shop/project:
    plan: { guid: p1, number: 7, name: Plan, isInternal: false, isClosed: false }`;

/** What of the expectation of one case did not hold. */
async function missesOf(expectation: string, change = "") {
  const { results, codes } = await runShopTests(
    shopTestText("items", records, `  - name: one\n    record: plan\n${change}    expect: ${expectation}`),
  );
  expect(codes).toEqual([]);
  return results.flatMap(({ misses }) =>
    misses.map(({ what, expected, found, madeBy }) => ({ what, expected, found, made: madeBy !== undefined })),
  );
}

describe("what a case expects", () => {
  it("holds where the fields are as they are said", async () => {
    expect(await missesOf("{ fields: { code: '7', name: Plan, active: true }, steps: [create books/item] }")).toEqual(
      [],
    );
  });

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

  it("is missed by other steps than those that are named", async () => {
    expect(await missesOf("{ steps: [update books/item] }")).toEqual([
      { what: "the steps", expected: "update books/item", found: "create books/item", made: false },
    ]);
    expect(await missesOf("{ nothing: true }")).toEqual([
      { what: "writes", expected: "none", found: "create books/item", made: false },
    ]);
  });

  it("may be that the record is passed over or refused", async () => {
    const internal = "    change: { plan: { isInternal: true } }\n";
    expect(await missesOf("{ skipped: true, nothing: true }", internal)).toEqual([]);
    expect(await missesOf("{ skipped: true }")).toEqual([
      { what: "the record", expected: "skipped", found: "create books/item", made: false },
    ]);
    expect(await missesOf("{ refused: some-code }")).toMatchObject([
      { what: "the record", expected: "refused with some-code" },
    ]);
    const nameless = "    change: { plan: { number: null } }\n";
    const [refusal] = await missesOf("{ fields: { name: Plan } }", nameless);
    expect(refusal).toMatchObject({ what: "the record", expected: "not refused" });
  });

  it("that the mapping cannot have is a fault of the test", async () => {
    const { codes, results } = await runShopTests(
      shopTestText("items", records, "  - name: one\n    record: plan\n    expect: { feilds: { code: 7 } }"),
    );
    expect(codes).toEqual(["key-unknown"]);
    expect(results.flatMap(({ misses }) => misses.map(({ what }) => what))).toEqual(["the case"]);
  });
});
