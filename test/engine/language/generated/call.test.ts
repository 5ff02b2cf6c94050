import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayBeThrown } from "../../../../engine/language/generated/given-up.ts";
import type { Value } from "../../../../engine/value/value.ts";
import { cell } from "../fixture.ts";
import { HOSTILE } from "./hostile.ts";
import { written } from "./written.ts";

const world = { now: "2026-03-02T08:00:00Z", today: "2026-03-02", lookup: () => undefined };
const both = (text: string) => {
  const { typed, evaluate } = cell(text);
  const [closure, code] = [evaluate(), written(typed)];
  return (source: Value) => {
    const frame = () => ({ slots: [source], world });
    return { found: code.evaluate(frame()), expected: closure(frame()) };
  };
};

describe("round() of a product", () => {
  const amount = fc.oneof(
    fc.integer({ min: -10_000_000, max: 10_000_000 }).map((cents) => cents / 100),
    fc.integer({ min: -999, max: 999 }).map((thousandths) => thousandths / 1000),
    fc.constantFrom(0, -0, 0.5, 1e14, 123456.123456, 99_999_999.99, 1e-7),
  );

  it.each([
    "round((overdueInterest ?? 0) * (paymentTerm ?? 0), 2)",
    "round((overdueInterest ?? 0) * (paymentTerm ?? 0) / 100, 2)",
    "round((overdueInterest ?? 0) * (paymentTerm ?? 0) * (number ?? 0) / 1000, 0)",
    "round((overdueInterest ?? 0) * (paymentTerm ?? 0) * (number ?? 0) * 3, 2)",
  ])("is that of the exact product: %s", (text) => {
    const compare = both(text);
    fc.assert(
      fc.property(amount, amount, amount, (overdueInterest, paymentTerm, number) => {
        const { found, expected } = compare({ overdueInterest, paymentTerm, number });
        expect(found).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the other short forms", () => {
  it.each(["text(notes)", "length(notes)", 'join(", ", notes, orderNumber)', "text(number)"])("%s", (text) => {
    const compare = both(text);
    for (const notes of ["a", " ", "", "Åke 😀", null, undefined, ...HOSTILE]) {
      const { found, expected } = compare({ notes, orderNumber: "PO", number: 12 });
      expect(found).toEqual(expected);
    }
  });

  it("a separator stands for itself", () => {
    for (const separator of HOSTILE) {
      const quoted = JSON.stringify(separator).replaceAll("{", "{{").replaceAll("}", "}}");
      const { found } = both(`join(${quoted}, "x", notes)`)({ notes: "y" });
      expect(found).toBe(`x${separator}y`);
    }
  });
});

it("today() is asked of the world at each evaluation", () => {
  const { evaluate } = written(cell("today()").typed);
  expect(evaluate({ slots: [], world })).toBe("2026-03-02");
  expect(evaluate({ slots: [], world: { ...world, today: "2026-03-03" } })).toBe("2026-03-03");
});

it("an argument that may not be absent, and is, ends what runs: the closures say what is wrong", () => {
  const { typed, evaluate } = cell("cut(notes, settings.invoices.vatStatus)");
  const filled = { slots: [{ notes: "Helsinki" }], world };
  expect(() => written(typed).evaluate(filled)).toThrow(expect.toSatisfy(mayBeThrown));
  expect(() => evaluate()(filled)).toThrow("is absent, and cut() needs it");
});
