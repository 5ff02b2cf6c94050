import { describe, expect, it } from "vitest";
import { kindNames, kindOfShape, kindUseNamed, schemaOf } from "../../../../engine/mapping/context/context.ts";
import { openContext } from "../../../../engine/mapping/files/opened-context.ts";
import { collector } from "../../../../engine/source/collect.ts";
import { edited } from "../edited.ts";

const { sides } = edited([]).typed;
const span = { source: { path: "a.yaml", text: "" }, start: 0, end: 0 };

function asked(unreadable: readonly string[] = []) {
  const faults = collector();
  const books = sides.get("books")?.schema;
  const systems = (name: string) => (name === "finvoice" ? books : undefined);
  const context = openContext(systems, sides, new Set(unreadable), faults.report);
  return { context, named: (name: string) => kindUseNamed(context, name, span), told: () => faults.diagnostics };
}

describe("a kind that is named", () => {
  it("is of a side, by the side's name in the integration", () => {
    const { named, told } = asked();
    expect(named("shop/order")).toMatchObject({ name: "shop/order", side: "shop", kind: "order" });
    expect(told()).toEqual([]);
  });

  it("may be of a document format, which is no side", () => {
    const { context, named } = asked();
    expect(named("finvoice/invoice")).toMatchObject({ side: "finvoice", kind: "invoice" });
    expect(schemaOf(context, "finvoice")).toBe(sides.get("books")?.schema);
    expect(schemaOf(context, "shop")).toBe(sides.get("shop")?.schema);
  });

  it.each([
    ["order", "kind-shape", { text: "order" }],
    ["shop/order/row", "kind-shape", { text: "shop/order/row" }],
    ["shopp/order", "side-unknown", {}],
    ["shop/oder", "kind-unknown", { kind: "shop/oder", nearest: "shop/order" }],
    ["shop/zzzzzz", "kind-unknown", { nearest: undefined }],
  ])("%s is reported as %s", (name, code, facts) => {
    const { named, told } = asked();
    expect(named(name)).toBeUndefined();
    expect(told()).toMatchObject([{ code, facts }]);
  });

  it("is passed over in silence where its side cannot be read: that has been told", () => {
    const { named, told } = asked(["gone"]);
    expect(named("gone/order")).toBeUndefined();
    expect(told()).toEqual([]);
  });
});

describe("the kinds of the sides", () => {
  it("are all that a mapping may name", () => {
    expect(kindNames(asked().context)).toEqual(expect.arrayContaining(["shop/order", "books/invoice"]));
    expect(kindNames(asked().context).some((name) => name.startsWith("finvoice/"))).toBe(false);
  });

  it("are found by the shape of a record", () => {
    const { context } = asked();
    const order = sides.get("shop")?.schema.kinds.get("order");
    if (order === undefined) throw new Error("there is no order");
    expect(kindOfShape(context, "shop", order.shape, span)?.name).toBe("shop/order");
    expect(kindOfShape(context, "books", order.shape, span)).toBeUndefined();
    expect(kindOfShape(context, "nowhere", order.shape, span)).toBeUndefined();
  });
});
