import { describe, expect, it } from "vitest";
import { EvaluationFault } from "../../../../engine/language/types/fault.ts";
import { Money } from "../../../../engine/value/value.ts";
import { evaluated } from "../fixture.ts";

describe("comparisons", () => {
  it("a comparison that cannot be made is a failure, never false", () => {
    const failing = () => evaluated("overdueInterest > 8", {});
    expect(failing).toThrow(EvaluationFault);
    expect(failing).toThrow("overdueInterest is absent, and `>` needs it");
  });

  it("absent equals nothing, not even absent", () => {
    expect(evaluated("orderNumber == notes", {})).toBe(false);
    expect(evaluated("orderNumber != notes", {})).toBe(true);
    expect(evaluated("orderNumber == notes", { orderNumber: null, notes: null })).toBe(false);
    expect(evaluated("paymentTerm == 14", {})).toBe(false);
  });

  it("references are equal when they identify the same record", () => {
    const settings = { invoices: { transfer: { guid: "s1", name: "Waiting" } } };
    expect(evaluated("status == settings.invoices.transfer", { status: { guid: "s1" } }, { settings })).toBe(true);
    expect(
      evaluated("status == settings.invoices.transfer", { status: { guid: "s2", name: "Waiting" } }, { settings }),
    ).toBe(false);
    expect(
      evaluated(
        "status in [settings.invoices.transfer, settings.invoices.transferred]",
        { status: { guid: "s1" } },
        { settings },
      ),
    ).toBe(true);
  });

  it("records without what identifies them are not the same record", () => {
    const settings = { invoices: { transfer: { name: "Waiting" } } };
    expect(evaluated("status == settings.invoices.transfer", { status: { name: "Waiting" } }, { settings })).toBe(
      false,
    );
  });

  it.each([
    [new Money(1, "EUR"), new Money(1, "EUR"), true],
    [new Money(1, "EUR"), new Money(1, "SEK"), false],
    [new Money(1, "EUR"), new Money(1, undefined), true],
    [new Money(1, "EUR"), new Money(2, "EUR"), false],
  ])("%j and %j are the same amount: %s", (total, totalIncludingTax, same) => {
    expect(evaluated("total == totalIncludingTax", { total, totalIncludingTax })).toBe(same);
  });
});
