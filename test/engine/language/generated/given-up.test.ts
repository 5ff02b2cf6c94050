import { expect, it } from "vitest";
import { giveUp, mayBeThrown } from "../../../../engine/language/generated/given-up.ts";
import { divide } from "../../../../engine/value/decimal.ts";
import { addMoney } from "../../../../engine/value/money.ts";
import { Money } from "../../../../engine/value/value.ts";
import { cell } from "../fixture.ts";
import { written } from "./written.ts";

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

it("what the data do not allow may be thrown", () => {
  const { evaluate } = written(cell("row.quantity * 2").typed);
  const world = { now: "2026-03-02T08:00:00Z", today: "2026-03-02", lookup: () => undefined };
  for (const work of [
    giveUp,
    () => divide(1, 0, 2),
    () => addMoney(new Money(1, "EUR"), new Money(1, "SEK")),
    () => evaluate({ slots: [], world }),
    () => cell("integer(orderNumber)").run({ source: { orderNumber: "x" } }),
  ])
    expect(mayBeThrown(thrownBy(work))).toBe(true);
});

it("a fault of the code may not", () => {
  const undefinedVariable: unknown = new Function("return missing1;");
  expect(mayBeThrown(thrownBy(undefinedVariable as () => unknown))).toBe(false);
  expect(mayBeThrown(new TypeError("x is not a function"))).toBe(false);
  expect(mayBeThrown(undefined)).toBe(false);
});
