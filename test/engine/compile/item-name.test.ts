import { expect, it } from "vitest";
import { itemName, kindRef } from "../../../engine/compile/item-name.ts";
import type { TypedTransfer } from "../../../engine/mapping/tree/typed-flow.ts";
import { typedShop } from "./shop.ts";

const { from } = typedShop().flows.get("invoices") as TypedTransfer;

it("a record goes by its identity, and people call it by its labels", () => {
  expect(itemName(from, { guid: "o1", number: 5001, receiver: "Acme Oy" })).toEqual({
    id: "o1",
    label: "5001 Acme Oy",
  });
  expect(itemName(from, { guid: "o1", number: null, receiver: "" })).toEqual({ id: "o1", label: "o1" });
  expect(itemName(from, {})).toEqual({ id: "", label: "" });
  expect(kindRef(from)).toEqual({ side: "shop", kind: "order" });
});
