import { expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

it.each([
  [[], false, true],
  [[1, 2], true, true],
  [[0, 2], true, false],
  [[0], false, false],
])("of %j any() is %s and all() is %s", (quantities, any, all) => {
  const rows = quantities.map((quantity) => ({ quantity }));
  expect(evaluated("any(r.quantity > 0 for r in rows)", { rows })).toBe(any);
  expect(evaluated("all(r.quantity > 0 for r in rows)", { rows })).toBe(all);
});

it("what is not true does not hold", () => {
  const rows = [{ project: { isClosed: null } }, {}];
  expect(evaluated("any(r.project.name is present for r in rows)", { rows })).toBe(false);
});
