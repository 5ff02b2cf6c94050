import { describe, expect, it } from "vitest";
import { EvaluationFault } from "../../../engine/language/types/fault.ts";
import type { Span } from "../../../engine/source/span.ts";
import { Money, type Value } from "../../../engine/value/value.ts";
import { type CellOptions, cell, render } from "./fixture.ts";

function result(
  text: string,
  source: Value = {},
  more: Readonly<Record<string, Value>> = {},
  options: CellOptions = {},
): Value {
  const checked = cell(text, options);
  expect(render(checked.diagnostics.filter((one) => one.severity === "error"))).toBe("fine\n");
  return checked.run({ source, ...more });
}

const CHANNEL: CellOptions = { expected: "enum procountor/invoice.invoiceChannel" };
const channel = `ELECTRONIC_INVOICE if customer.eInvoiceAddress
  else EMAIL if settings.invoices.email and (receiverContactEmail ?? customer.email)
  else "MAIL"`;

describe("conditions", () => {
  const settings = { invoices: { email: true } };
  it.each<[string, Value, string]>([
    ["an address", { customer: { eInvoiceAddress: "0037" } }, "ELECTRONIC_INVOICE"],
    ["a blank address", { customer: { eInvoiceAddress: " ", email: "a@b.fi" } }, "EMAIL"],
    ["a null address", { customer: { eInvoiceAddress: null }, receiverContactEmail: "a@b.fi" }, "EMAIL"],
    ["nothing", { customer: {} }, "MAIL"],
    ["blank e-mail addresses", { customer: { email: "" }, receiverContactEmail: "  " }, "MAIL"],
  ])("%s decides the channel", (_, source, expected) => {
    expect(result(channel, source, { settings }, CHANNEL)).toBe(expected);
  });

  it("a comparison that cannot be made is a failure, never false", () => {
    const failing = () => result("overdueInterest > 8", {});
    expect(failing).toThrow(EvaluationFault);
    expect(failing).toThrow("overdueInterest is absent, and `>` needs it");
  });

  it("absent equals nothing, not even absent", () => {
    expect(result("orderNumber == notes", {})).toBe(false);
    expect(result("orderNumber != notes", {})).toBe(true);
    expect(result("orderNumber == notes", { orderNumber: null, notes: null })).toBe(false);
    expect(result("paymentTerm == 14", {})).toBe(false);
  });

  it("references are equal when they identify the same record", () => {
    const settings = { invoices: { transfer: { guid: "s1", name: "Waiting" } } };
    expect(result("status == settings.invoices.transfer", { status: { guid: "s1" } }, { settings })).toBe(true);
    expect(
      result("status == settings.invoices.transfer", { status: { guid: "s2", name: "Waiting" } }, { settings }),
    ).toBe(false);
    expect(
      result(
        "status in [settings.invoices.transfer, settings.invoices.transferred]",
        { status: { guid: "s1" } },
        { settings },
      ),
    ).toBe(true);
  });

  it.each([
    ["orderNumber is integer", "42", true],
    ["orderNumber is integer", "4.5", false],
    ["orderNumber is not integer", "x", true],
    ["orderNumber is decimal", "4,5", true],
    ["orderNumber is date", "2026-02-30", false],
    ["orderNumber is email", "a@b.fi", true],
    ["orderNumber is email", "a@b", false],
    ["orderNumber is iban", "FI21 1234 5600 0007 85", true],
    ["orderNumber is present", " ", false],
    ["orderNumber is absent", " ", true],
    ['orderNumber matches "^[0-9]+$"', "12", true],
    ['orderNumber matches "^\\d+$"', "1x", false],
    ['not (orderNumber matches "^RF")', "RF18", false],
  ])("%s of %s is %s", (text, orderNumber, expected) => {
    expect(result(text, { orderNumber })).toBe(expected);
  });

  it("a test of an absent text holds neither way but for presence", () => {
    expect(result("orderNumber is integer", {})).toBe(false);
    expect(result("orderNumber is not integer", {})).toBe(false);
  });
});

describe("values", () => {
  it("what is read through an absent record is absent", () => {
    expect(result("customer.owner.name", { customer: {} })).toBeUndefined();
    expect(result("customer.owner.name", { customer: { owner: null } })).toBeUndefined();
    expect(result("customer.owner.name", {})).toBeUndefined();
  });

  it("a null of the source is absent, and only `empty` is null", () => {
    expect(result("notes", { notes: null })).toBeUndefined();
    expect(result("empty if isCreditNote else notes", { isCreditNote: true })).toBeNull();
  });

  it("decimals are exact", () => {
    expect(result("0.1 + 0.2")).toBe(0.3);
    expect(result("round(2.675, 2)")).toBe(2.68);
    expect(result("1.10 * 3")).toBe(3.3);
    expect(result("10 / 4")).toBe(2.5);
  });

  it("money keeps its currency, and currencies do not mix", () => {
    const row = { quantity: 3, unitPrice: new Money(10.1, "EUR") };
    expect(result("round(row.quantity * row.unitPrice, 2)", {}, { row })).toEqual(new Money(30.3, "EUR"));
    expect(() =>
      result("total + totalIncludingTax", { total: new Money(1, "EUR"), totalIncludingTax: new Money(1, "SEK") }),
    ).toThrow("different currencies");
    expect(
      result("total / totalIncludingTax", { total: new Money(1, "EUR"), totalIncludingTax: new Money(4, "EUR") }),
    ).toBe(0.25);
  });

  it("sums over rows with a condition", () => {
    const rows = [
      { quantity: 1, vatRate: 24, net: new Money(10, "EUR") },
      { quantity: 2, vatRate: 10, net: new Money(5.5, "EUR") },
    ];
    expect(result("sum(r.net for r in rows)", { rows })).toEqual(new Money(15.5, "EUR"));
    expect(result("count(r for r in rows if r.vatRate > 10)", { rows })).toBe(1);
    expect(result("max(position(r) for r in rows)", { rows })).toBe(2);
    expect(result("sum(sum(g.items).amount * g.key for g in group(r.net for r in rows by r.vatRate))", { rows })).toBe(
      295,
    );
  });

  it("an argument that is absent makes the result absent", () => {
    expect(result("text(number)", {})).toBeUndefined();
    expect(result("businessId(receiverVatNumber)", { receiverVatNumber: null })).toBeUndefined();
  });

  it("tables are asked by text, number or record, own entries only", () => {
    expect(result("languages[language.code]", { language: { code: "fi" } }, { languages: { fi: "FINNISH" } })).toBe(
      "FINNISH",
    );
    expect(
      result("languages[language.code]", { language: { code: "toString" } }, { languages: { fi: "FINNISH" } }),
    ).toBeUndefined();
    expect(result("languages[customer]", { customer: { guid: "k1" } }, { languages: { k1: "SWEDISH" } })).toBe(
      "SWEDISH",
    );
  });

  it("match takes the first arm that covers, an absent subject the rest", () => {
    const text = 'match language.code { "fi" | "se" => 1, "sv" => 2, _ => 3 }';
    expect(result(text, { language: { code: "se" } })).toBe(1);
    expect(result(text, {})).toBe(3);
  });

  it("a word that no schema knew is a failure, not a wrong arm", () => {
    const text = "match row.category { Hours => HOUR, ProjectFees | Travels => PIECE }";
    expect(() =>
      result(text, {}, { row: { category: "Licences" } }, { expected: "enum procountor/product.unit" }),
    ).toThrow('no arm of match covers "Licences"');
  });

  it("templates fill their holes and skip what is absent", () => {
    expect(result("{paymentTerm} days {{net}}{notes}", { paymentTerm: 14 }, {}, { read: "template" })).toBe(
      "14 days {net}",
    );
    expect(result('"invoice-{number}.pdf"', { number: 5001 })).toBe("invoice-5001.pdf");
  });

  it("data that break their schema end in a failure with its place", () => {
    expect(() => result("row.quantity * 2", {}, { row: { quantity: "two" } })).toThrow(
      'row.quantity is not a number: "two"',
    );
    expect(() => result("row.quantity * 2", {}, { row: {} })).toThrow("row.quantity is absent, and `*` needs it");
  });
});

describe("tracing", () => {
  it("notes whole paths with their values, and the branch that was taken", () => {
    const reads: [string, Value][] = [];
    const branches: string[] = [];
    const text = "customer.owner.name if customer.email else receiverCustomerName";
    const trace = {
      read: (path: string, value: Value) => void reads.push([path, value]),
      branch: ({ source, start, end }: Span) => void branches.push(source.text.slice(start, end)),
    };
    expect(cell(text).run({ source: { customer: { email: "a@b.fi", owner: { name: "Ann" } } } }, trace)).toBe("Ann");
    expect(reads).toEqual([
      ["customer.email", "a@b.fi"],
      ["customer.owner.name", "Ann"],
    ]);
    expect(branches).toEqual(["customer.owner.name"]);
  });
});
