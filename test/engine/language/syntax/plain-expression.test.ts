import { describe, expect, it } from "vitest";
import { parseAnyExpression } from "../../../../engine/language/syntax/parse.ts";
import { plainExpression } from "../../../../engine/language/syntax/plain-expression.ts";
import { located } from "../fixture.ts";
import { counted } from "./any-text.ts";

describe("what is read without the parser", () => {
  it("is what the parser reads, without a fault", () => {
    const quick = counted((text) => {
      const expr = plainExpression(text);
      if (expr === undefined) return false;
      const faults: string[] = [];
      const parsed = parseAnyExpression(located(text), (code) => void faults.push(code));
      expect({ text, faults, expr: parsed }).toEqual({ text, faults: [], expr });
      return true;
    });
    expect(quick).toBeGreaterThan(1000);
  });
});
