import { describe, expect, it } from "vitest";
import { branchesOf, readsOf } from "../../../../engine/language/closures/lineage.ts";
import { check, start } from "../scoped.ts";

describe("lineage", () => {
  it("reads are whole paths, through names too", () => {
    const { scope } = start();
    scope.define("who", check("customer.owner.name", scope).typed);
    const { typed } = check('join(" ", who, currency.code) if isCreditNote else notes', scope);
    expect([...readsOf(typed)].sort()).toEqual([
      "currency.code",
      "customer.owner.name",
      "isCreditNote",
      "notes",
      "who",
    ]);
  });

  it("branches are the values of a chain", () => {
    const text = "1 if isCreditNote else 2 if notes else 3";
    expect(branchesOf(check(text, start().scope).typed).map((span) => text.slice(span.start, span.end))).toEqual([
      "1",
      "2",
      "3",
    ]);
  });
});
