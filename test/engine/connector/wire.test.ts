import { describe, expect, it } from "vitest";
import type { Kind, WriteCall } from "../../../engine/connector/description.ts";
import { bodyFields, jsonPatch, mergeRecord, revealed, toWire } from "../../../engine/connector/wire.ts";
import { Secret } from "../../../engine/value/secret.ts";
import { shipped } from "./read-shipped.ts";

const kindOf = (system: string, name: string): Kind => {
  const kind = shipped(system).kinds.get(name);
  if (kind === undefined) throw new Error(name);
  return kind;
};

describe("records on the wire", () => {
  it("references shrink to ids; what has no id is data; names of references go to their field", () => {
    const severa = shipped("severa");
    expect(
      toWire(severa, kindOf("severa", "project"), {
        customer: { guid: "c", name: "Acme" },
        projectOwner: "u",
        name: "P",
        businessUnit: undefined,
      }),
    ).toEqual({ customer: { guid: "c" }, projectOwner: { guid: "u" }, name: "P" });
    expect(toWire(severa, kindOf("severa", "customer"), { headquarterAddress: { city: "Oulu" } })).toEqual({
      headquarterAddress: { city: "Oulu" },
    });
    expect(
      toWire(shipped("procountor"), kindOf("procountor", "invoice"), {
        partner: { id: 5, name: "x" },
        invoiceRows: [{ productId: { id: 7 } }],
      }),
    ).toEqual({ partnerId: 5, invoiceRows: [{ productId: 7 }] });
  });

  it("a patch touches leaves only, money whole", () => {
    const severa = shipped("severa");
    const patch = jsonPatch(severa, kindOf("severa", "product"), {
      unitPrice: { amount: 5, currencyCode: "EUR" },
      a: { "b/c": 1 },
      list: [1],
    });
    expect(patch.map((operation) => [operation["path"], operation["value"]])).toEqual([
      ["/unitPrice", { amount: 5, currencyCode: "EUR" }],
      ["/a/b~1c", 1],
      ["/list", [1]],
    ]);
  });

  it("a patch clears a field with null, and escapes what a pointer would read otherwise", () => {
    const patch = jsonPatch(shipped("severa"), kindOf("severa", "product"), { name: null, "a~1": 1, left: undefined });
    expect(patch.map(({ path, value }) => [path, value])).toEqual([
      ["/name", null],
      ["/a~01", 1],
    ]);
  });

  it("a body has the fixed fields unless it has its own, and not what stays at home", () => {
    const write = {
      send: [
        { name: "type", value: "SALES" },
        { name: "unit", value: 1 },
      ],
      notSent: ["file"],
    };
    expect(bodyFields(write as unknown as WriteCall, { unit: 2, file: "a", name: "n" })).toEqual({
      ...{ type: "SALES", unit: 2, name: "n" },
    });
  });

  it("a secret is its text in the request, wherever it stands, and nothing else is made anew", () => {
    const secret = new Secret("hush", "gateway.token");
    expect(revealed({ rows: [{ keys: [secret, "b"] }], key: secret, n: 1 })).toEqual({
      ...{ rows: [{ keys: ["hush", "b"] }], key: "hush", n: 1 },
    });
    expect(revealed({ keys: [secret] })).toEqual({ keys: ["hush"] });
    const plain = { rows: [{ n: 1 }] };
    expect(revealed(plain)).toBe(plain);
  });

  it("laying changes over a record keeps what they do not name, and null clears", () => {
    expect(mergeRecord({ a: { b: 1, c: 2 }, d: 3, e: [1, 2] }, { a: { b: 9 }, d: null, e: [5], f: undefined })).toEqual(
      { a: { b: 9, c: 2 }, e: [5] },
    );
  });
});
