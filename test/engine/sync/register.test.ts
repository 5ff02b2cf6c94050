import { describe, expect, it } from "vitest";
import { putOrder, shopStage } from "./shop-stage.ts";

const partnersWithCountry = `
register: partners
title: Customers of invoices
from: shop/customer
to:   books/partner
run:  when needed
over: refuse
with:
  land: shop/country by .name == language
match:
  link: books.number == text(number)
fields:
  name:       name
  type:       CUSTOMER
  number:     text(number)
  street1:    land.code2
`;

describe("a register as a prerequisite", () => {
  it("waits for the look-ups of the fields it creates with", async () => {
    const stage = await shopStage({ files: { "partners.yaml": partnersWithCountry } });
    putOrder(stage, "o1");
    stage.shop.change("customer", "k-o1", { language: "Sverige" });
    const flow = await stage.runFlow("invoices");
    expect(flow).toMatchObject({ problem: undefined, counts: { created: 1, refused: 0 } });
    expect(stage.books.all("partner")).toMatchObject([{ name: "Customer of o1", street1: "SE" }]);
  });
});
