import { describe, expect, it } from "vitest";
import { conjunctsOf, fieldsRead, pathIn, readsSlot } from "../../../engine/compile/term-reads.ts";
import { SOURCE_SLOT } from "../../../engine/mapping/tree/slots.ts";
import { typedsOf } from "../../../engine/mapping/tree/typeds.ts";
import { cell } from "../language/fixture.ts";
import { typedShop } from "./shop.ts";

describe("what an expression reads", () => {
  const slot = 0;

  it("of the record in a slot is seen through calls and lists", () => {
    expect(readsSlot(cell("number").typed, slot)).toBe(true);
    expect(readsSlot(cell("sum(row.quantity for row in rows)").typed, slot)).toBe(true);
    expect(readsSlot(cell("1 + 2").typed, slot)).toBe(false);
    expect(readsSlot(undefined, slot)).toBe(false);
  });

  it("is its own fields, or the record as a whole", () => {
    const { fields, whole } = fieldsRead([cell("customer.name").typed, cell("number").typed], slot);
    expect([[...fields.keys()], whole]).toEqual([["customer", "number"], false]);
  });

  it("is seen through the names that a level defines", () => {
    const flow = typedShop().flows.get("partners");
    const read = fieldsRead(typedsOf(flow), SOURCE_SLOT);
    expect(read.fields.has("vatNumber")).toBe(true);
  });
});

describe("a condition", () => {
  it("falls into the parts that must all hold", () => {
    const { term } = cell("number is present and isCreditNote and notes is absent").typed;
    expect(conjunctsOf(term)).toHaveLength(3);
    expect(conjunctsOf(cell("isCreditNote or notes is absent").typed.term)).toHaveLength(1);
  });

  it("compares fields by their paths", () => {
    const path = (text: string) => pathIn(cell(text).typed.term, 0);
    expect([path("number"), path("customer.name"), path("1 + 2")]).toEqual(["number", "customer.name", undefined]);
  });
});
