import { describe, expect, it } from "vitest";
import { runShopTests, shopTestText } from "./run-shop-tests.ts";

const records = `  shop/project:
    plan: { guid: p1, number: 7, name: Plan, isInternal: false, isClosed: false }`;

const resultsOf = (cases: string) => runShopTests(shopTestText("items", records, cases));

describe("the cases of a file", () => {
  it("run each by itself: what one has written no other finds", async () => {
    const made = "record: plan, expect: { steps: [create books/item] } }";
    const { results, codes } = await resultsOf(`  - { name: one, ${made}\n  - { name: two, ${made}`);
    expect(codes).toEqual([]);
    expect(results).toMatchObject([
      { file: "shop.test.yaml", flow: "items", name: "one", misses: [] },
      { file: "shop.test.yaml", flow: "items", name: "two", misses: [] },
    ]);
    for (const { ms, reached } of results) {
      expect(ms).toBeGreaterThan(0);
      expect(reached.lines.length).toBeGreaterThan(0);
    }
  });

  it("fail where they have faults of their own, whatever they expect, and not those beside them", async () => {
    const { results, codes } = await resultsOf(
      "  - { name: one, record: plan, change: { plan: { nmuber: 8 } }, expect: { fields: { code: '7' } } }\n" +
        "  - { name: two, record: plan, expect: { fields: { code: '7' } } }",
    );
    expect(codes).toEqual(["test-field-unknown"]);
    expect(results.map(({ misses }) => misses.map(({ what, expected }) => [what, expected]))).toEqual([
      [["the case", "without faults"]],
      [],
    ]);
  });

  it("fail with what they miss, at the place where it is expected", async () => {
    const { results } = await resultsOf("  - { name: one, record: plan, expect: { fields: { code: '8' } } }");
    const [miss] = results[0]?.misses ?? [];
    expect(miss).toMatchObject({ what: "code", expected: "8", found: "7" });
    expect(miss?.span.source.text.slice(miss.span.start, miss.span.end)).toBe("'8'");
    expect(miss?.madeBy?.source.path).toBe("items.yaml");
  });
});

describe("the rows of a matrix", () => {
  it("are cases of their own, each with its number", async () => {
    const { results, codes } = await resultsOf(
      `  - name: names\n    record: plan\n    vary: [plan.name, plan.isClosed]\n    expect: [name, active]\n    rows:\n      - [One, false, One, true]\n      - [Two, true, Too, false]`,
    );
    expect(codes).toEqual([]);
    expect(
      results.map(({ name, misses }) => [name, misses.map(({ expected, found }) => `${expected} ${found}`)]),
    ).toEqual([
      ["names, row 1", []],
      ["names, row 2", ["Too Two"]],
    ]);
  });
});
