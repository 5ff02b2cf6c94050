import { describe, expect, it } from "vitest";
import { compileExpression } from "../../../../engine/language/closures/compile.ts";
import type { Value } from "../../../../engine/value/value.ts";
import { check, frame, start } from "../scoped.ts";

describe("the value of a name", () => {
  it("is kept for the evaluation although another expression asks for it", () => {
    const { scope, slot } = start();
    let asked = 0;
    scope.defineValue("answer", { kind: "int" }, () => ++asked);
    scope.define("next", check("answer + 1", scope).typed);
    const filled = frame([]);
    filled.slots[slot] = {};
    expect(compileExpression(check("answer", scope).typed)(filled)).toBe(1);
    expect(compileExpression(check("next + answer", scope).typed)(filled)).toBe(3);
    expect(asked).toBe(1);
  });

  it("is not worked out where nothing asks for it", () => {
    const { scope, slot } = start();
    let asked = 0;
    scope.defineValue("answer", { kind: "int" }, () => ++asked);
    const evaluate = compileExpression(check("answer if isCreditNote else 7", scope).typed);
    const filled = frame([]);
    filled.slots[slot] = { isCreditNote: false };
    expect(evaluate(filled)).toBe(7);
    expect(asked).toBe(0);
  });

  it("that is absent is kept as well", () => {
    const { scope, slot } = start();
    let asked = 0;
    const answer = (): Value => {
      asked++;
      return undefined;
    };
    scope.defineValue("answer", { kind: "optional", of: { kind: "text" } }, answer);
    const evaluate = compileExpression(check('(answer ?? "a") if answer is absent else "b"', scope).typed);
    const filled = frame([]);
    filled.slots[slot] = {};
    expect(evaluate(filled)).toBe("a");
    expect(asked).toBe(1);
  });
});
