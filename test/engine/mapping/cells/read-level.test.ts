import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("the names of a level", () => {
  const named = (text: string) => ["invoices.yaml", "needs:\n", `let:\n${text}\nneeds:\n`] as const;

  it("may be defined in any order, not in a circle", () => {
    expect(told(named("  two: one + 1\n  one: number ?? 1\n"))).toEqual(["name-unused: two"]);
    expect(told(named("  two: one\n  one: two\n"))).toContain("definition-cycle: two");
  });

  it("hide no other", () => {
    expect(told(named("  receiver: number\n"))).toContain("name-hides: receiver");
    expect(told(named("  land: number\n"))).toContain("name-twice: land");
  });

  it("are no look-ups under let", () => {
    expect(told(named("  other: shop/country by .name == country\n"))).toContain(
      "lookup-under-let: shop/country by .name == country",
    );
  });

  it("know after a guard what it proves", () => {
    const sum = ["partners.yaml", "number:     text(number)", "number:     text(number + 1)"] as const;
    expect(told(sum)).toEqual([]);
    expect(told(sum, ["partners.yaml", "  - when:  number is absent\n", "  - when:  name is absent\n"])).toEqual([
      "may-be-absent: number",
    ]);
  });
});
