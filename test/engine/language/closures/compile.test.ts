import { describe, expect, it } from "vitest";
import { compileExpression } from "../../../../engine/language/closures/compile.ts";
import { cell } from "../fixture.ts";
import { check, frame, start } from "../scoped.ts";

describe("an expression with errors", () => {
  it("is compiled, and throws when it is run", () => {
    const evaluate = compileExpression(cell("text(numbr)").typed);
    expect(() => evaluate(frame([]))).toThrow("an expression with errors was run");
  });
});

describe("the word `omit`", () => {
  const OMITTED = "omitted";
  const { scope, slot } = start();
  scope.define("none", check("omit", scope).typed);

  it.each([
    ["omit", {}, OMITTED],
    ["omit if isCreditNote else notes", { isCreditNote: true }, OMITTED],
    ["omit if isCreditNote else notes", { notes: "n" }, "n"],
    ["notes ?? omit", {}, OMITTED],
    ["notes ?? omit", { notes: "n" }, "n"],
    ["match isCreditNote { true => omit, false => notes }", { isCreditNote: true }, OMITTED],
  ])("as a result is what the caller wants to see: `%s` of %j", (text, source, expected) => {
    const evaluate = compileExpression(check(text, scope).typed, { omit: OMITTED });
    const filled = frame([]);
    filled.slots[slot] = source;
    expect(evaluate(filled)).toBe(expected);
  });

  it("by way of a name is plain absence", () => {
    const evaluate = compileExpression(check("none", scope).typed, { omit: OMITTED });
    expect(evaluate(frame([]))).toBeUndefined();
  });
});
