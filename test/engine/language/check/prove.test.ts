import { describe, expect, it } from "vitest";
import { proofsOf, showType } from "../../../../engine/language/check/check.ts";
import { cell, render } from "../fixture.ts";
import { check, start } from "../scoped.ts";

describe("what a guard proved holds below it", () => {
  it.each<[string, boolean, string]>([
    ["number is absent", false, "number + 1"],
    ["overdueInterest is present and paymentTerm is present", true, "overdueInterest * paymentTerm"],
    ["overdueInterest is absent or paymentTerm is absent", false, "overdueInterest * paymentTerm"],
    ["not (number is present)", false, "number + 1"],
    ["number == 5", true, "number + 1"],
    ["number > 5", false, "number + 1"],
    ["number in [1, 2]", true, "number + 1"],
  ])("`%s` being %s allows %s", (guard, holds, below) => {
    const { scope } = start();
    expect(check(below, scope).faults).toContain("may-be-absent");
    const proved = scope.assume(proofsOf(check(guard, scope, "condition").typed, holds));
    expect(check(below, proved).faults).toEqual([]);
  });

  it("but not what only one of two conditions would prove", () => {
    const { scope } = start();
    const proved = scope.assume(
      proofsOf(check("overdueInterest is present or paymentTerm is present", scope, "condition").typed, true),
    );
    expect(check("overdueInterest * 2", proved).faults).toContain("may-be-absent");
  });

  it("a record on the way to what is present is present", () => {
    const { scope } = start();
    const proved = scope.assume(proofsOf(check("receiverAddress.city", scope, "condition").typed, true));
    expect(showType(check("receiverAddress.city", proved).typed.type)).toBe("a text");
    expect(showType(check("receiverAddress", proved).typed.type)).toBe("a record severa/address");
  });

  it("a word that was ruled out is not asked for again", () => {
    const text = "match row.category { Hours => 1, Travels => 2 }";
    expect(render(cell(text).diagnostics)).toContain("no arm for `ProjectFees`");
    expect(render(cell(`3 if row.category == ProjectFees else ${text}`).diagnostics)).toBe("fine\n");
    expect(render(cell(`${text} if row.category in [Hours, Travels] else 3`).diagnostics)).toBe("fine\n");
  });

  it("proofs go through a `let`", () => {
    const { scope } = start();
    scope.define("known", check("number is present", scope, "condition").typed);
    expect(check("number + 1 if known else 0", scope).faults).toEqual([]);
  });
});
