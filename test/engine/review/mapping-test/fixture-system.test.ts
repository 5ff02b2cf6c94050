import { describe, expect, it } from "vitest";
import type { WriteRequest } from "../../../../engine/connector/operations.ts";
import { type Answer, fixtureRecords } from "../../../../engine/review/mapping-test/fixture-records.ts";
import { type FixtureSide, FixtureSystem, sameWanted } from "../../../../engine/review/mapping-test/fixture-system.ts";
import type { Written } from "../../../../engine/review/mapping-test/written.ts";
import type { RecordValue } from "../../../../engine/value/value.ts";
import { shopTests, shopTestText } from "./run-shop-tests.ts";

const records = `  shop/order:
    first:  { guid: o1, number: 5001, rows: [{ guid: r1, quantity: 2 }] }
    second: { guid: o2, number: 5002 }
  books/partner:
    acme: { id: 90, number: "1001", name: Acme }`;

function systemOf(
  side: string,
  change: Partial<Pick<FixtureSide, "only">> & { readonly answers?: Record<string, Answer> } = {},
) {
  const { file, typed, report } = shopTests(shopTestText("invoices", records, "  []"));
  const schema = typed.sides.get(side)?.schema;
  if (schema === undefined) throw new Error(`there is no ${side}`);
  const written: Written[] = [];
  const system = new FixtureSystem({
    side,
    schema,
    fixtures: fixtureRecords(file, [], typed, report),
    answers: new Map(Object.entries(change.answers ?? {})),
    only: change.only,
    written,
  });
  return { system, written };
}

async function listed(system: FixtureSystem, kind: string): Promise<readonly unknown[]> {
  const found: RecordValue[] = [];
  for await (const page of system.pages(kind, {})) found.push(...page);
  return found.map(({ guid, id }) => guid ?? id);
}

const always = () => true;
const partner = (change: Partial<WriteRequest>): WriteRequest => ({
  kind: "partner",
  operation: "create",
  body: {},
  ...change,
});

describe("what a system of fixtures gives", () => {
  it("lists of the kind that the case is about that record alone, and reads the others all the same", async () => {
    const { system } = systemOf("shop", { only: { kind: "order", id: "o2" } });
    expect(await listed(system, "order")).toEqual(["o2"]);
    expect(await listed(system, "orderStatus")).toEqual(["s1", "s2"]);
    expect(await system.read("order", "o1")).toMatchObject({ number: 5001 });
    expect([...(await system.readMany("order", ["o2", "o1", "o7"])).keys()]).toEqual(["o2", "o1"]);
  });

  it("has the records of its own side only", async () => {
    expect(await listed(systemOf("shop").system, "partner")).toEqual([]);
    expect(await listed(systemOf("books").system, "partner")).toEqual([90]);
  });

  it("finds by fields, all of which must fit", async () => {
    const { system } = systemOf("books");
    expect(await system.find("partner", { number: "1001" })).toMatchObject([{ id: 90 }]);
    expect(await system.find("partner", { number: "1001", name: "Beta" })).toEqual([]);
  });

  it("gives the children of records, none where the file says none", async () => {
    const { system } = systemOf("shop");
    const rows = await system.relation("order", "rows", [
      { guid: "o1" },
      { guid: "o2" },
      { guid: "o3", rows: ["own"] },
    ]);
    expect(rows).toMatchObject([[{ guid: "r1" }], [], ["own"]]);
    expect(await system.relation("order", "pdf", [{ guid: "o1" }])).toEqual([undefined]);
  });

  it("answers for a record that it does not hold as the case says", async () => {
    const { system } = systemOf("books", { answers: { "books/invoice": { record: { id: 9, balance: 0 } } } });
    expect(await system.read("invoice", 9)).toEqual({ id: 9, balance: 0 });
    expect(await system.read("account", 9)).toBeUndefined();
  });
});

describe("what a system of fixtures takes", () => {
  it("is noted, and is there from then on, under an id of its kind", async () => {
    const { system, written } = systemOf("books");
    const request = partner({ body: { name: "Beta" } });
    expect(await system.write(request, always)).toEqual({
      kind: "done",
      id: "1000001",
      record: { id: 1_000_001, name: "Beta" },
    });
    expect(written).toEqual([{ side: "books", request }]);
    expect(await system.find("partner", { name: "Beta" })).toHaveLength(1);
    const customer = await systemOf("shop").system.write({ kind: "customer", operation: "create", body: {} }, always);
    expect(customer).toMatchObject({ id: "made-1" });
  });

  it("is answered with what the case says besides", async () => {
    const { system } = systemOf("books", { answers: { "books/partner": { record: { number: "77" } } } });
    expect(await system.write(partner({ body: { name: "Beta" } }), always)).toMatchObject({
      record: { name: "Beta", number: "77" },
    });
  });

  it("changes the fields of an update, takes away what is undone, and leaves the rest to the vendor", async () => {
    const { system } = systemOf("books");
    await system.write(partner({ operation: "update", id: 90, body: { name: "New" } }), always);
    expect(await system.read("partner", 90)).toEqual({ id: 90, number: "1001", name: "New" });
    await system.write(partner({ operation: "action", action: "approve", id: 90, body: { name: "x" } }), always);
    expect(await system.read("partner", 90)).toMatchObject({ name: "New" });
    await system.write(partner({ operation: "undo", id: 90 }), always);
    expect(await system.read("partner", 90)).toBeUndefined();
  });

  it("is refused with the code of the case, and was tried", async () => {
    const { system, written } = systemOf("books", { answers: { "books/partner": { refuse: "NO_RIGHT" } } });
    expect(await system.write(partner({}), always)).toMatchObject({ kind: "rejected", faults: [{ code: "NO_RIGHT" }] });
    expect(written).toHaveLength(1);
  });

  it("is not sent once the lease is lost", async () => {
    const { system, written } = systemOf("books");
    expect(await system.write(partner({}), () => false)).toMatchObject({ kind: "not-executed" });
    expect(written).toEqual([]);
  });
});

it("a record that is asked for may hold less than the one that is there", () => {
  expect(sameWanted({ guid: "k1", name: "Acme" }, { guid: "k1" })).toBe(true);
  expect(sameWanted({ guid: "k1" }, { guid: "k1", name: "Acme" })).toBe(false);
  expect(sameWanted({ of: { guid: "k1", name: "Acme" } }, { of: { guid: "k1" } })).toBe(true);
  expect(sameWanted(7, 7)).toBe(true);
  expect(sameWanted("k1", { guid: "k1" })).toBe(false);
});
