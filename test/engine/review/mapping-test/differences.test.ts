import { describe, expect, it } from "vitest";
import { differences } from "../../../../engine/review/mapping-test/differences.ts";
import type { FixtureRecords } from "../../../../engine/review/mapping-test/fixture-records.ts";
import { readYaml } from "../../../../engine/source/read-yaml.ts";
import { FileValue, Money, type Value } from "../../../../engine/value/value.ts";

const acme = { fixture: { kind: { id: "guid" } }, record: { guid: "k1", name: "Acme Oy" } };
const fixtures = { records: new Map([["acme", acme]]) } as unknown as FixtureRecords;

/** Each difference as `path: expected, found`. */
function of(there: Value, wanted: string): readonly string[] {
  const node = readYaml({ path: "a.test.yaml", text: wanted }, () => {});
  if (node === undefined) throw new Error(`${wanted} is no YAML`);
  return differences(there, node, "field", fixtures).map(
    ({ what, expected, found }) => `${what}: ${expected}, ${found}`,
  );
}

describe("what differs from what is expected", () => {
  it.each<[Value, string]>([
    ["7", "7"],
    [7, "7.00"],
    [true, "true"],
    [undefined, "null"],
    [null, "null"],
    ["", "null"],
    [new Money(12.5, "EUR"), "12.5 EUR"],
    [new Money(12.5, "EUR"), "12.50"],
    [new Money(12.5, "EUR"), "{ amount: 12.5, currency: EUR }"],
    [new FileValue("a.pdf", "application/pdf", 9, { from: "joined", files: [] }), "a.pdf"],
    [new FileValue("a.pdf", "application/pdf", 9, { from: "joined", files: [] }), "{ type: application/pdf, size: 9 }"],
    [{ guid: "k1" }, "acme"],
    [{ a: 1, b: 2 }, "{ b: 2 }"],
    [[{ a: 1 }, "x"], "[{ a: 1 }, x]"],
  ])("is nothing between %j and %s", (there, wanted) => {
    expect(of(there, wanted)).toEqual([]);
  });

  it.each<[Value, string, string]>([
    ["7", "8", "field: 8, 7"],
    [7, "seven", "field: seven, 7"],
    [true, '"true"', "field: true, true"],
    ["x", "null", "field: not set, x"],
    [undefined, "x", "field: x, not set"],
    [new Money(12.5, "EUR"), "12.5 SEK", "field: 12.5 SEK, 12.5 EUR"],
    [{ guid: "k2" }, "acme", 'field: acme, {"guid":"k2"}'],
    [{ guid: "k2" }, "beta", 'field: beta, {"guid":"k2"}'],
    ["x", "{ a: 1 }", "field: { a: 1 }, x"],
    ["x", "[1]", "field: [1], x"],
  ])("%j is not %s", (there, wanted, said) => {
    expect(of(there, wanted)).toEqual([said]);
  });

  it("is told by the path it is at: fields by their names, rows from 1", () => {
    const there = { rows: [{ unit: "HOUR" }, { unit: "PIECE", price: { net: 1 } }], name: "Acme" };
    expect(of(there, "{ rows: [{ unit: HOUR }, { unit: KM, price.net: 2 }], name: Beta }")).toEqual([
      "field.rows.2.unit: KM, PIECE",
      "field.rows.2.price.net: 2, 1",
      "field.name: Beta, Acme",
    ]);
  });

  it("of lists of another length is their length", () => {
    expect(of(["a"], "[a, b]")).toEqual(['field: 2 entries, 1: ["a"]']);
  });
});
