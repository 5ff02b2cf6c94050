import { expect, it } from "vitest";
import { cell } from "../fixture.ts";
import { written } from "./written.ts";

const world = { now: "2026-03-02T08:00:00Z", today: "2026-03-02", lookup: () => undefined };

it.each([
  ["sum(r.quantity for r in rows if r.vatRate > 10)", 4],
  ["list(position(r) for r in rows if r.vatRate > 10)", [1, 3]],
  ["sum(sum(q.quantity for q in rows) * r.quantity for r in rows)", 36],
  ["list(count(q for q in rows if q.vatRate == r.vatRate) for r in rows)", [2, 1, 2]],
  ["list(g.key for g in group(r.quantity for r in rows by r.vatRate))", [24, 10]],
  ["any(r.quantity > 2 for r in rows)", true],
])("%s", (text, expected) => {
  const rows = [
    { quantity: 1, vatRate: 24 },
    { quantity: 2, vatRate: 10 },
    { quantity: 3, vatRate: 24 },
  ];
  const { typed, evaluate } = cell(text);
  for (const run of [evaluate(), written(typed).evaluate]) expect(run({ slots: [{ rows }], world })).toEqual(expected);
});

it("what is no list has no entries", () => {
  const { evaluate } = written(cell("count(r for r in rows)").typed);
  for (const rows of [undefined, null, "rows", {}]) expect(evaluate({ slots: [{ rows }], world })).toBe(0);
});
