import { expect, it } from "vitest";
import { coverageOf } from "../../../engine/review/coverage.ts";
import { runShopTests, shopTestText } from "./mapping-test/run-shop-tests.ts";

const text = shopTestText(
  "items",
  "  shop/project:\n    plan: { guid: p1, number: 7, name: Plan, isInternal: false, isClosed: false }",
  '  - { name: one, record: plan, expect: { fields: { code: "7" } } }',
);

it("a field counts when a case gave it a value, in the flows that have tests", async () => {
  const { typed, results } = await runShopTests(text);
  const itemsOf = (ran: typeof results, tested: readonly string[]) =>
    coverageOf(typed, ran, new Set(tested))
      .filter(({ flow }) => flow !== "computed")
      .map(({ flow, fields }) => [flow, fields.covered, fields.all, fields.missing.map(({ field }) => field)]);
  expect(itemsOf(results, ["items"])).toEqual([["items", 3, 3, []]]);
  expect(itemsOf([], ["items"])).toEqual([["items", 0, 3, ["code", "name", "active"]]]);
  expect(itemsOf([], [])).toEqual([]);
});
