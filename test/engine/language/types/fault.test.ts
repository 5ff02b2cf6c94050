import { describe, expect, it } from "vitest";
import { EvaluationFault } from "../../../../engine/language/types/fault.ts";

describe("a value that could not be worked out", () => {
  it("is told in a whole sentence, with its facts and its place", () => {
    const span = { source: { path: "a.yaml", text: "number + 1" }, start: 0, end: 6 };
    const fault = new EvaluationFault("value-absent", span, { text: "number", need: "`+`" });
    expect(fault.message).toBe("number is absent, and `+` needs it");
    expect(fault).toMatchObject({ code: "value-absent", span, facts: { text: "number" } });
    expect(fault).toBeInstanceOf(Error);
  });
});
