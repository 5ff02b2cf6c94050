import { describe, expect, it } from "vitest";
import { Money, type Value } from "../../../../engine/value/value.ts";
import { cell, evaluated } from "../fixture.ts";

describe("conversions", () => {
  it("gives words only where a list of words is expected, and refuses others", () => {
    const checked = cell("enum(currency.code)", { expected: "enum procountor/invoice.invoiceChannel" });
    expect(checked.run({ source: { currency: { code: "MAIL" } } })).toBe("MAIL");
    expect(() => checked.run({ source: { currency: { code: "EUR" } } })).toThrow(
      '"EUR" is not one of the words of procountor/invoice.invoiceChannel',
    );
  });

  it.each<[string, Value]>([
    ["12", 12],
    [" 12,5 ", 12.5],
    ["-0,05", -0.05],
  ])("decimal() of %j is %s", (orderNumber, expected) => {
    expect(evaluated("decimal(orderNumber)", { orderNumber })).toBe(expected);
  });

  it.each(["", "1,234,567", "1.234,5", "1,5E3", "12 EUR", "x"])("decimal() refuses %j", (orderNumber) => {
    expect(() => evaluated("decimal(orderNumber)", { orderNumber })).toThrow(`"${orderNumber}" is not a number`);
  });

  it.each(["4.5", "x", ""])("integer() refuses %j", (orderNumber) => {
    expect(() => evaluated("integer(orderNumber)", { orderNumber })).toThrow(`"${orderNumber}" is not a whole number`);
  });

  it("integer() refuses a number that is not whole", () => {
    expect(evaluated("integer(overdueInterest)", { overdueInterest: 8 })).toBe(8);
    expect(() => evaluated("integer(overdueInterest)", { overdueInterest: 8.5 })).toThrow(
      '"8.5" is not a whole number',
    );
  });

  it("date() takes the day of a moment by its own clock, and refuses what is none", () => {
    expect(evaluated("date(createdDateTime)", { createdDateTime: "2026-01-31T23:30:00-05:00" })).toBe("2026-01-31");
    expect(() => evaluated("date(orderNumber)", { orderNumber: "2026-02-30" })).toThrow('"2026-02-30" is not a date');
  });

  it("text() of a number has no superfluous zeros, and of nothing is nothing", () => {
    expect(evaluated("text(overdueInterest)", { overdueInterest: 1e21 })).toBe("1000000000000000000000");
    expect(evaluated("text(isCreditNote)", { isCreditNote: false })).toBe("false");
    expect(evaluated("text(overdueInterest)", {})).toBeUndefined();
  });

  it("money() may be without a currency", () => {
    expect(evaluated("money(2, orderNumber)", {})).toEqual(new Money(2, undefined));
  });
});
