import { describe, expect, it } from "vitest";
import type { TypedRegister, TypedTransfer } from "../../../../engine/mapping/tree/typed-flow.ts";
import { edited, told } from "../edited.ts";

const { typed } = edited([]);
const invoices = typed.flows.get("invoices") as TypedTransfer;
const items = typed.flows.get("items") as TypedRegister;

describe("a flow that makes a record of another", () => {
  it("knows both, and which names stand for them", () => {
    expect([invoices.from.name, invoices.to.name]).toEqual(["shop/order", "books/invoice"]);
    expect(invoices.root.resolve("shop")?.entry.type).toMatchObject({ kind: "record", shape: { kind: "shop/order" } });
    expect(invoices.root.resolve("transfer")?.entry.slot).toBe(invoices.transferSlot);
  });

  it("names the record that is being made after its side, where its fields are worked out", () => {
    expect(invoices.level.scope.resolve("books")?.entry.slot).toBe(invoices.making.slot);
    expect(invoices.root.resolve("books")).toBeUndefined();
  });

  it("makes nothing where one of both is not known: a fault is told once", () => {
    const { typed, told } = edited([["items.yaml", "from: shop/project", "from: shop/projects"]]);
    expect(typed.flows.get("items")).toBeUndefined();
    expect(told).toContain("kind-unknown: shop/projects");
    expect(told.filter((one) => one.includes("isInternal"))).toEqual([]);
  });

  it("has fields", () => {
    const text = "register: items\ntitle: Items\nfrom: shop/project\nto: books/item\nupdate: always\n";
    expect(told(["items.yaml", "", text])).toContain("key-missing: register");
  });

  it("gives `over` and `update` to each field that says nothing itself", () => {
    const cells = new Map(items.fields.map((node) => [node.path, node.kind === "cell" ? node : undefined]));
    expect(cells.get("code")).toMatchObject({ over: "refuse", update: "always" });
    expect(cells.get("name")).toMatchObject({ over: "cut", update: "always" });
    const [first] = invoices.fields;
    expect(first).toMatchObject({ over: "refuse", update: undefined });
  });
});
