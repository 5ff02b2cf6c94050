import { describe, expect, it } from "vitest";
import { compileSaying, fill, saidOf, saidOfFault } from "../../../engine/compile/say.ts";
import { EvaluationFault } from "../../../engine/language/types/fault.ts";
import { cell } from "../language/fixture.ts";

const span = { source: { path: "a.yaml", text: "" }, start: 0, end: 0 };
const message = {
  code: "late",
  text: ["The order ", { fact: "number" }, " is late."],
  advice: [],
  holes: new Set(["number"]),
  span,
};
const NO_INTEGER = cell('integer(receiverCustomerName ?? "x")');
const frame = { slots: [{ receiverCustomerName: "x" }], world: { now: "", today: "", lookup: () => undefined } };

describe("what is said", () => {
  it("is the message with its holes filled; nothing stands as a dash", () => {
    expect(fill(message.text, { number: 5 })).toBe("The order 5 is late.");
    expect(fill(message.text, {})).toBe("The order – is late.");
  });

  it("has no advice where the message has none, and its code where there is no message", () => {
    expect(saidOf("late", message, { number: 5 }, span)).toMatchObject({
      text: "The order 5 is late.",
      advice: undefined,
    });
    expect(saidOf("lost", undefined, {}, span)).toMatchObject({ code: "lost", text: "lost", advice: undefined });
  });

  it("hides nothing because one of its facts cannot be worked out", () => {
    const { typed } = NO_INTEGER;
    const saying = { code: "late", facts: [{ name: "number", value: typed, span }], span };
    expect(compileSaying(saying, new Map([["late", message]]))(frame).text).toBe("The order – is late.");
  });

  it("of a value that cannot be worked out begins like a sentence", () => {
    const fault = new EvaluationFault("not-covered", span, { found: "X" });
    const said = saidOfFault(fault);
    expect(said).toMatchObject({
      code: "evaluation-not-covered",
      text: 'No arm of match covers "X"',
      facts: { found: "X" },
    });
  });
});
