import { describe, expect, it } from "vitest";
import { compileExpression } from "../../../../engine/language/closures/compile.ts";
import { check, frame, start } from "../scoped.ts";
import { written } from "./written.ts";

describe("the function for a name", () => {
  it("is written once, and keeps the value where the closures look for it", () => {
    const { scope, slot } = start();
    let asked = 0;
    scope.defineValue("answer", { kind: "int" }, () => ++asked);
    scope.define("next", check("answer + 1", scope).typed);
    const { typed } = check("next * next", scope);
    const { evaluate, text } = written(typed);
    expect(text.match(/function lazy/g)).toHaveLength(1);
    const filled = frame([]);
    filled.slots[slot] = {};
    expect(evaluate(filled)).toBe(4);
    // What falls back to the closures goes on with what the code has worked out.
    expect(compileExpression(typed)(filled)).toBe(4);
    expect(asked).toBe(1);
    scope.reset(filled);
    expect(evaluate(filled)).toBe(9);
  });

  it("works the value out once, however often it is asked for", () => {
    const { scope, slot } = start();
    let reads = 0;
    const source = {
      get orderNumber() {
        reads++;
        return "5";
      },
    };
    scope.define("next", check("integer(orderNumber ?? notes) + 1", scope).typed);
    const { evaluate } = written(check("next * next * next", scope).typed);
    const filled = frame([]);
    filled.slots[slot] = source;
    expect(evaluate(filled)).toBe(216);
    expect(reads).toBe(1);
  });
});
