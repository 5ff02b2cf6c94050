import { describe, expect, it } from "vitest";
import { compileExpression } from "../../../../engine/language/closures/compile.ts";
import type { Value } from "../../../../engine/value/value.ts";
import { cell } from "../fixture.ts";
import { check, frame, start } from "../scoped.ts";
import { written } from "./written.ts";

const world = { now: "2026-03-02T08:00:00Z", today: "2026-03-02", lookup: () => undefined };

describe("the word `omit`", () => {
  const { scope, slot } = start();
  scope.define("none", check("omit if isCreditNote else notes", scope).typed);

  it.each([
    "omit",
    "omit if isCreditNote else notes",
    "notes ?? omit",
    "match isCreditNote { true => omit, false => notes ?? omit }",
    "none ?? omit",
    "none",
    "text(number) if none is present else omit",
  ])("is what it is to the closures: %s", (text) => {
    const { typed } = check(text, scope);
    const [code, closure] = [written(typed, '"omitted"').evaluate, compileExpression(typed, { omit: "omitted" })];
    for (const source of [{ isCreditNote: true }, { notes: "n", number: 1 }, { isCreditNote: false }, {}]) {
      const run = (evaluate: typeof code): Value => {
        const filled = frame([]);
        filled.slots[slot] = source;
        return evaluate(filled);
      };
      expect(run(code)).toBe(run(closure));
    }
  });
});

describe("match", () => {
  const { evaluate } = written(cell("match row.category { Hours => 1, ProjectFees | Travels => 2 }").typed);
  const row = 6;
  const of = (category: Value): Value => {
    const slots: Value[] = [];
    slots[row] = { category };
    return evaluate({ slots, world });
  };

  it("gives nothing of what is absent, and gives up what no arm covers", () => {
    expect(of("Travels")).toBe(2);
    expect(of(undefined)).toBeUndefined();
    expect(() => of("Licences")).toThrow();
  });
});
