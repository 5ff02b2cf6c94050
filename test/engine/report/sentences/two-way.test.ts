import { expect, it } from "vitest";
import { twoWaySentences } from "../../../../engine/report/sentences/two-way.ts";

it("counts the systems that a register stands between", () => {
  const say = twoWaySentences["between-two"];
  expect(say({ found: 1 })).toBe("a register stands between two systems; 1 is named");
  expect(say({ found: 3 })).toBe("a register stands between two systems; 3 are named");
});

it("lists the words for which no pair stands", () => {
  expect(twoWaySentences["pairs-missing"]({ field: "state", missing: ["OnHold", "Inactive"] })).toBe(
    "state may also be `OnHold`, `Inactive`, for which there is no pair",
  );
});
