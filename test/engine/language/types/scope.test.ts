import { describe, expect, it } from "vitest";
import { compileExpression } from "../../../../engine/language/closures/compile.ts";
import type { Frame } from "../../../../engine/language/types/frame.ts";
import { typeOf } from "../fixture.ts";
import { check, frame, schemas, start } from "../scoped.ts";

describe("named values", () => {
  it("are worked out once until the scope is reset", () => {
    const { scope, slot } = start();
    let asked = 0;
    scope.defineValue("country", { kind: "text" }, () => `answer ${++asked}`);
    const { typed } = check('join(" ", country, country)', scope);
    const evaluate = compileExpression(typed);
    const filled = frame([]);
    filled.slots[slot] = {};
    expect(evaluate(filled)).toBe("answer 1 answer 1");
    expect(evaluate(filled)).toBe("answer 1 answer 1");
    scope.reset(filled);
    expect(evaluate(filled)).toBe("answer 2 answer 2");
  });

  it("of an inner scope are forgotten with the outer one", () => {
    const { scope } = start();
    const inner = scope.child();
    let asked = 0;
    inner.defineValue("piece", { kind: "int" }, () => ++asked);
    const evaluate = compileExpression(check("piece", inner).typed);
    const filled = frame([]);
    expect([evaluate(filled), evaluate(filled)]).toEqual([1, 1]);
    scope.reset(filled);
    expect(evaluate(filled)).toBe(2);
  });

  it("show the reads of their own expression while tracing, in every cell", () => {
    const { scope, slot } = start();
    scope.define("who", check("customer.name", scope).typed);
    const evaluate = compileExpression(check("who", scope).typed, { trace: true });
    const reads: string[] = [];
    const filled: Frame = { ...frame([]), trace: { read: (path) => void reads.push(path), branch: () => undefined } };
    filled.slots[slot] = { customer: { name: "Acme" } };
    expect(evaluate(filled)).toBe("Acme");
    expect(evaluate(filled)).toBe("Acme");
    expect(reads).toEqual(["customer.name", "who", "customer.name", "who"]);
  });

  it("know their position where the caller gives it", () => {
    const { scope } = start();
    const inner = scope.child();
    const slot = inner.declare("row", typeOf("severa/invoiceRow", schemas));
    const evaluate = compileExpression(check("position(row)", inner).typed);
    const filled = frame([]);
    filled.slots[slot + 1] = 3;
    expect(evaluate(filled)).toBe(3);
    filled.slots[slot + 1] = undefined;
    expect(() => evaluate(filled)).toThrow("row has no position here");
  });

  it("hide nothing: the fields of the open record are found by lookup", () => {
    const { scope } = start();
    expect(scope.resolve("customer")?.field?.name).toBe("customer");
    expect(scope.resolve("constructor")).toBeUndefined();
    expect([...scope.names()].map((one) => one.name)).toContain("dueDate");
  });
});
