import { describe, expect, it } from "vitest";
import { makePast } from "../../../../engine/review/mapping-test/case-past.ts";
import { fixtureRecords } from "../../../../engine/review/mapping-test/fixture-records.ts";
import { SCOPE, shopStage } from "../../work/shop-stage.ts";
import { runShopTests, shopTests, shopTestText } from "./run-shop-tests.ts";

const records = `  shop/project:
    plan: { guid: p1, number: 7, name: Plan, isInternal: false, isClosed: false }
  shop/order:
    order: { guid: o1, number: 5001, status: done }
  books/item:
    ITEM: { id: 70, code: "7", name: Old, active: true }
  books/invoice:
    made: { id: 9, balance: 0, status: PAID }
links:
  items: { plan: ITEM }
  invoices: { order: made }`;

/** The store as a flow finds it. */
async function pastOf(flow: string, testCase: string) {
  const { file, typed, compiled, report } = shopTests(shopTestText(flow, records, `  - ${testCase}`));
  const stage = await shopStage();
  const job = stage.job({ integration: compiled });
  const found = compiled.registers.get(flow) ?? compiled.flows.find((one) => one.flow.name === flow)?.flow;
  const [first] = file.cases;
  if (found === undefined || first === undefined) throw new Error(`${flow} has no case`);
  await makePast(job, { file, testCase: first, flow: found, fixtures: fixtureRecords(file, [], typed, report) });
  return stage;
}

const aboutItems = "{ name: one, record: plan, expect: {} }";

describe("what has happened before a case", () => {
  it("are the links of registers, as if a person had made them", async () => {
    const { store } = await pastOf("items", aboutItems);
    const link = await store.links.bySource(SCOPE, "items", "p1");
    expect(link).toMatchObject({ target: "70", origin: "manual", written: { record: { name: "Old" }, revision: 0 } });
  });

  it("is what transfers have made of records", async () => {
    const { store } = await pastOf("items", aboutItems);
    expect(await store.records.get(SCOPE, "invoices", "o1")).toMatchObject({
      target: "9",
      state: "done",
      label: "order",
    });
  });

  it("is for a follow the document that it watches", async () => {
    const { store } = await pastOf("payments", "{ name: one, record: order, document: made, expect: {} }");
    expect(await store.records.get(SCOPE, "invoices", "o1")).toMatchObject({ target: "9", state: "watched" });
  });

  it("is that the settings were checked: what they name need not pass the checks of the set-up", async () => {
    const { results, codes } = await runShopTests(
      shopTestText(
        "items",
        records,
        "  - { name: one, record: plan, change: { open: { hasNumber: false } }, expect: { steps: [update books/item] } }",
      ),
    );
    expect([codes, results.flatMap(({ misses }) => misses)]).toEqual([[], []]);
  });
});

describe("a record that a register has linked", () => {
  const stepsOf = async (change: string, expectation: string) => {
    const { results } = await runShopTests(
      shopTestText("items", records, `  - { name: one, record: plan, change: ${change}, expect: ${expectation} }`),
    );
    return results.flatMap(({ misses }) => misses);
  };

  it("is updated with what differs, and not made again", async () => {
    expect(await stepsOf("{}", "{ steps: [update books/item: { name: Plan }] }")).toEqual([]);
  });

  it("is left alone where nothing does", async () => {
    expect(await stepsOf("{ ITEM: { name: Plan } }", "{ nothing: true }")).toEqual([]);
  });
});
