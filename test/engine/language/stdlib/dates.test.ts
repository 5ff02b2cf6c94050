import { describe, expect, it } from "vitest";
import { cell, evaluated } from "../fixture.ts";

describe("dates", () => {
  it("knows the injected day only", () => {
    expect(cell("today()").run()).toBe("2026-03-02");
    expect(cell("today()", { today: "2027-01-01" }).run()).toBe("2027-01-01");
  });

  it.each([
    ["addMonths(2024-01-31, 1)", "2024-02-29"],
    ["addMonths(2026-03-31, -1)", "2026-02-28"],
    ["addMonths(2026-11-30, 3)", "2027-02-28"],
    ["addDays(2026-03-01, -1)", "2026-02-28"],
    ["endOfMonth(2024-02-01)", "2024-02-29"],
    ["startOfMonth(endOfMonth(2026-12-05))", "2026-12-01"],
    ["daysBetween(2026-03-28, 2026-03-30)", 2],
    ["daysBetween(2026-03-30, 2026-03-28)", -2],
  ])("%s is %s", (text, expected) => {
    expect(evaluated(text)).toBe(expected);
  });

  it("of an absent date is absent, and of what is no date is refused", () => {
    expect(evaluated("addDays(dueDate, 1)", {})).toBeUndefined();
    expect(evaluated("daysBetween(date, dueDate)", { date: "2026-03-01" })).toBeUndefined();
    expect(() => evaluated("addDays(date, 1)", { date: "soon" })).toThrow();
  });
});
