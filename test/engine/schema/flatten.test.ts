import { describe, expect, test } from "vitest";
import { flatten } from "../../../engine/schema/flatten.ts";

/** What several schemas of one file say together. */
function flat(...schemas: readonly unknown[]) {
  const files = new Map<string, unknown>([
    ["thing.json", {}],
    ["common.json", { $defs: { unit: { enum: ["HOUR", "KILOMETER"] }, short: { type: "string", maxLength: 10 } } }],
  ]);
  return flatten(
    files,
    schemas.map((schema) => ({ file: "thing.json", schema })),
  );
}

describe("schemas drawn together", () => {
  test("allow what all of them allow; an integer is a number", () => {
    expect([...(flat({ type: ["string", "null"] }, { type: "string" }).types ?? [])]).toEqual(["string"]);
    expect([...(flat({ type: "number" }, { type: "integer" }).types ?? [])]).toEqual(["integer"]);
    expect(flat({}).types).toBeUndefined();
  });

  test("have the least of their lengths and the fields of all", () => {
    const both = flat(
      { maxLength: 40, properties: { a: { type: "string" } }, required: ["a"] },
      { allOf: [{ maxLength: 20, properties: { a: { maxLength: 5 }, b: {} }, required: ["b"] }] },
    );
    expect(both.maxLength).toBe(20);
    expect([...both.properties.keys()]).toEqual(["a", "b"]);
    expect(both.properties.get("a")).toHaveLength(2);
    expect([...both.required]).toEqual(["a", "b"]);
  });

  test("take words of another file with the name they have there", () => {
    expect(flat({ $ref: "common.json#/$defs/unit" })).toMatchObject({
      members: ["HOUR", "KILOMETER"],
      sharedName: "unit",
      lost: [],
    });
    expect(flat({ $ref: "common.json#/$defs/short", maxLength: 4 }).maxLength).toBe(4);
  });

  test("name a reference that leads nowhere", () => {
    expect(flat({ $ref: "common.json#/$defs/units" }).lost).toEqual(["common.json#/$defs/units"]);
    expect(flat({ $ref: "commons.json" }).lost).toEqual(["commons.json"]);
  });

  test("end where a schema refers to itself", () => {
    const own = { type: "object", properties: { child: { $ref: "#" } } };
    const files = new Map<string, unknown>([["own.json", own]]);
    expect([...flatten(files, [{ file: "own.json", schema: { $ref: "#", allOf: [own] } }]).properties.keys()]).toEqual([
      "child",
    ]);
  });

  test("are a table where only the values are told, and no list of one type where the first items differ", () => {
    expect(flat({ additionalProperties: { type: "string" } }).values?.schema).toEqual({ type: "string" });
    expect(flat({ additionalProperties: { type: "string" }, patternProperties: {} }).values).toBeUndefined();
    expect(flat({ items: { type: "string" }, prefixItems: [{ type: "number" }] }).items?.schema).toBe(true);
  });

  test("carry what is ours: money, scale, and what a create requires", () => {
    expect(
      flat({
        "x-money": { amount: "amount", currency: "currencyCode" },
        "x-scale": 2,
        "x-required-on-create": ["amount"],
        readOnly: true,
      }),
    ).toMatchObject({
      money: { amount: "amount", currency: "currencyCode" },
      scale: 2,
      requiredOnCreate: new Set(["amount"]),
      readOnly: true,
    });
  });
});
