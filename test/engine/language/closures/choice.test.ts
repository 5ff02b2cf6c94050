import { describe, expect, it } from "vitest";
import type { Value } from "../../../../engine/value/value.ts";
import { type CellOptions, cell, evaluated } from "../fixture.ts";

const CHANNEL: CellOptions = { expected: "enum procountor/invoice.invoiceChannel" };
const channel = `ELECTRONIC_INVOICE if customer.eInvoiceAddress
  else EMAIL if settings.invoices.email and (receiverContactEmail ?? customer.email)
  else "MAIL"`;

describe("a chain of conditions", () => {
  const settings = { invoices: { email: true } };
  it.each<[string, Value, string]>([
    ["an address", { customer: { eInvoiceAddress: "0037" } }, "ELECTRONIC_INVOICE"],
    ["a blank address", { customer: { eInvoiceAddress: " ", email: "a@b.fi" } }, "EMAIL"],
    ["a null address", { customer: { eInvoiceAddress: null }, receiverContactEmail: "a@b.fi" }, "EMAIL"],
    ["nothing", { customer: {} }, "MAIL"],
    ["blank e-mail addresses", { customer: { email: "" }, receiverContactEmail: "  " }, "MAIL"],
  ])("%s decides the channel", (_, source, expected) => {
    expect(evaluated(channel, source, { settings }, CHANNEL)).toBe(expected);
  });
});

describe("match", () => {
  it("match takes the first arm that covers, an absent subject the rest", () => {
    const text = 'match language.code { "fi" | "se" => 1, "sv" => 2, _ => 3 }';
    expect(evaluated(text, { language: { code: "se" } })).toBe(1);
    expect(evaluated(text, {})).toBe(3);
  });

  it("a word that no schema knew is a failure, not a wrong arm", () => {
    const text = "match row.category { Hours => HOUR, ProjectFees | Travels => PIECE }";
    expect(() =>
      evaluated(text, {}, { row: { category: "Licences" } }, { expected: "enum procountor/product.unit" }),
    ).toThrow('no arm of match covers "Licences"');
  });

  it("of two arms for a value the first counts", () => {
    const checked = cell('match language.code { "fi" => 1, "sv" | "fi" => 2, _ => 3 }');
    expect(checked.run({ source: { language: { code: "fi" } } })).toBe(1);
  });
});
