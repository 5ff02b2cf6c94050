import { describe, expect, it } from "vitest";
import type { Type } from "../../../../engine/language/types/type.ts";
import { recordOf, typeAt, typedValue } from "../../../../engine/review/mapping-test/typed-data.ts";
import { collector } from "../../../../engine/source/collect.ts";
import { readYaml } from "../../../../engine/source/read-yaml.ts";
import { FileValue, type RecordValue } from "../../../../engine/value/value.ts";
import { typedShop } from "../../compile/shop.ts";

const names = {
  reference: (kind: string, name: string, embedded: readonly string[]): RecordValue | undefined =>
    name === "acme" ? { kind, embedded: [...embedded] } : undefined,
  whole: (kind: string, name: string): RecordValue | undefined => (name === "acme" ? { whole: kind } : undefined),
};

function shapeOf(side: string, kind: string) {
  const shape = typedShop().sides.get(side)?.schema.kinds.get(kind)?.shape;
  if (shape === undefined) throw new Error(`${side} has no ${kind}`);
  return shape;
}

function nodeOf(text: string) {
  const node = readYaml({ path: "a.test.yaml", text }, () => {});
  if (node === undefined) throw new Error(`${text} is no YAML`);
  return node;
}

/** The value of a text where one of this type belongs; or what is wrong with it. */
function typed(text: string, type: Type, whole = false) {
  const found = collector();
  const value = typedValue(nodeOf(text), type, { names, report: found.report, whole, what: "order.field" });
  const [fault] = found.diagnostics;
  return fault === undefined ? value : { [fault.code]: fault.facts, hints: fault.hints };
}

const wrong = (expected: string, found: string) => ({
  "shape-wrong": { what: "order.field", expected, found },
  hints: [],
});

describe("a value of a test file", () => {
  it("is what its field's type says, however it is written", () => {
    expect(typed("007", { kind: "text" })).toBe("007");
    expect(typed("2026-03-02", { kind: "date" })).toBe("2026-03-02");
    expect(typed("12.50", { kind: "decimal" })).toBe(12.5);
    expect(typed("true", { kind: "bool" })).toBe(true);
    expect(typed("[1, 2]", { kind: "list", of: { kind: "text" } })).toEqual(["1", "2"]);
    expect(typed("x", { kind: "optional", of: { kind: "text" } })).toBe("x");
    expect(typed("{ amount: 1, currencyCode: EUR }", { kind: "money" })).toEqual({ amount: 1, currencyCode: "EUR" });
  });

  it("is nothing where null stands, and a text where that is quoted", () => {
    expect(typed("null", { kind: "date" })).toBeNull();
    expect(typed('"null"', { kind: "text" })).toBe("null");
  });

  it("of another type is a fault of the test", () => {
    expect(typed("soon", { kind: "date" })).toEqual(wrong("a date", '"soon"'));
    expect(typed("many", { kind: "int" })).toEqual(wrong("a number", '"many"'));
    expect(typed('"true"', { kind: "bool" })).toEqual(wrong("true or false", '"true"'));
    expect(typed("[a]", { kind: "text" })).toEqual(wrong("a text", "a list"));
    expect(typed("{ a: b }", { kind: "list", of: { kind: "text" } })).toEqual(wrong("a list", "keys with values"));
  });

  it("is one of an enum's words, which are named where they are few", () => {
    const enumOf = (members: readonly string[]): Type => ({ kind: "enum", name: "x", members });
    expect(typed("Hours", enumOf(["Hours", "Goods"]))).toBe("Hours");
    expect(typed("Huors", enumOf(["Hours", "Goods"]))).toEqual({
      ...wrong("one of Hours, Goods", '"Huors"'),
      hints: [{ hint: "did-you-mean", nearest: "Hours" }],
    });
    const many = Array.from({ length: 13 }, (_, index) => `Word${index}`);
    expect(typed("nothing like it", enumOf(many))).toMatchObject(wrong("one of its words", '"nothing like it"'));
  });

  it("may be a file, whose content does not matter", () => {
    const file = typed("{ name: a.pdf, type: application/pdf, size: 1000 }", { kind: "file" });
    expect(file).toEqual(new FileValue("a.pdf", "application/pdf", 1000, { from: "bytes", bytes: new Uint8Array() }));
    expect(typed("{}", { kind: "file" })).toMatchObject({ name: "file", type: "application/octet-stream" });
    expect(typed("a.pdf", { kind: "file" })).toEqual(wrong("a file: { name, type, size }", '"a.pdf"'));
  });
});

describe("a record of a test file", () => {
  const order = shapeOf("shop", "order");

  function recordAndFaults(text: string) {
    const found = collector();
    const node = nodeOf(text);
    const record = node.kind === "map" ? recordOf(node, order, names, found.report) : undefined;
    return { record, faults: found.diagnostics.map(({ code, facts, hints }) => ({ code, facts, hints })) };
  }

  it("has the fields of its kind only", () => {
    const { record, faults } = recordAndFaults("{ number: 7, recevier: Acme }");
    expect(record).toEqual({ number: 7 });
    expect(faults).toEqual([
      {
        code: "test-field-unknown",
        facts: { field: "recevier", record: "shop/order" },
        hints: [{ hint: "did-you-mean", nearest: "receiver" }],
      },
    ]);
  });

  it("refers to another by its name: with what stands in a reference, and whole in a relation", () => {
    const { record, faults } = recordAndFaults("{ customer: acme, status: acme, rows: [acme, { quantity: 2 }] }");
    expect(faults).toEqual([]);
    expect(record).toEqual({
      customer: { kind: "shop/customer", embedded: ["guid"] },
      status: { kind: "shop/orderStatus", embedded: ["guid", "name"] },
      rows: [{ whole: "shop/orderRow" }, { quantity: 2 }],
    });
  });

  it("refers to none that the file does not have", () => {
    expect(recordAndFaults("{ customer: beta }").faults).toMatchObject([
      { code: "test-reference-unknown", facts: { name: "beta", kind: "shop/customer" } },
    ]);
  });
});

describe("the type at a path", () => {
  const at = (path: string) => {
    const found = typeAt(shapeOf("shop", "order"), path.split("."));
    if (found === undefined) return undefined;
    const { type } = found;
    return [type.kind === "optional" ? type.of.kind : type.kind, found.isCall];
  };

  it("goes through references, and through rows with and without their number", () => {
    expect(at("date")).toEqual(["date", false]);
    expect(at("rows")).toEqual(["list", true]);
    expect(at("rows.2")).toEqual(["record", true]);
    expect(at("rows.2.quantity")).toEqual(["decimal", false]);
    expect(at("rows.quantity")).toEqual(["decimal", false]);
    expect(at("status.name")).toEqual(["text", false]);
  });

  it("is open within money, and nothing where there is no such field", () => {
    expect(at("total.amount")).toEqual(["unknown", false]);
    expect(at("rows.1.quantty")).toBeUndefined();
    expect(at("date.year")).toBeUndefined();
  });
});
