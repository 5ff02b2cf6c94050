import { describe, expect, it } from "vitest";
import { compiledShop } from "./shop.ts";

const { settings } = compiledShop();

describe("settings", () => {
  it("name the records that the run puts in their place", () => {
    expect(settings.records.map(({ path, kind }) => [path.join("."), `${kind.side}/${kind.kind}`])).toEqual([
      ["invoices.transfer", "shop/orderStatus"],
      ["invoices.done", "shop/orderStatus"],
      ["invoices.account", "books/account"],
    ]);
  });
});
