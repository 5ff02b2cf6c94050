import { describe, expect, it } from "vitest";
import { invoices as withFields } from "../work/shop-mappings.ts";
import { invoices, transferOf } from "./invoices.ts";
import { compiledShop } from "./shop.ts";

describe("a transfer", () => {
  it("keeps the fields that it reads, the identity and the label", () => {
    expect([...(invoices.keep ?? [])].toSorted()).toEqual([
      "country",
      "customer",
      "date",
      "guid",
      "interest",
      "note",
      "number",
      "receiver",
      "status",
      "street",
      "total",
    ]);
  });

  it("keeps all where one is worked out by JSONata, which may read any", () => {
    const mapping = withFields({ fields: "  receiver.street: { jsonata: $uppercase(street), returns: text }" });
    const { transfers } = compiledShop({ "invoices.yaml": mapping });
    expect(transferOf(transfers.get("invoices")).keep).toBeUndefined();
  });
});
