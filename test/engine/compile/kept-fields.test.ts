import { describe, expect, it } from "vitest";
import { invoices } from "./invoices.ts";

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
});
