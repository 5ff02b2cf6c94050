import { describe, expect, it } from "vitest";
import { checkByKind } from "../../../../engine/language/check/by-kind.ts";
import { assuming, type Environment, written } from "../../../../engine/language/check/environment.ts";
import { NO_PROOFS } from "../../../../engine/language/types/proofs.ts";
import { located } from "../fixture.ts";
import { start } from "../scoped.ts";

function environment(text: string): Environment {
  return { text: located(text), scope: start().scope, report: () => undefined, check: checkByKind };
}

describe("an expression in a sentence", () => {
  const whole = (text: string) => written(environment(text), { start: 0, end: text.length });

  it("stands on one line, without parentheses around all of it", () => {
    expect(whole("a  +\n  b")).toBe("a + b");
    expect(whole("(a + b)")).toBe("a + b");
    expect(whole("(a) + (b)")).toBe("(a) + (b)");
  });

  it("is cut where it is longer than 60 characters", () => {
    expect(whole("a".repeat(60))).toBe("a".repeat(60));
    expect(whole("a".repeat(61))).toBe(`${"a".repeat(57)}…`);
  });
});

describe("what is assumed", () => {
  it("is known in another environment and not in this one", () => {
    const env = environment("number");
    const inner = assuming(env, new Map([["s0.number", { present: true }]]));
    expect(inner.scope.proofOf("s0.number")).toEqual({ present: true });
    expect(env.scope.proofOf("s0.number")).toEqual({});
    expect(assuming(env, NO_PROOFS)).toBe(env);
  });
});
