import { expect, it } from "vitest";
import { backOff, READ_RETRIES } from "../../../engine/http/retry.ts";

it("the wait doubles up to its limit, and at least half of it is waited whatever chance says", () => {
  const attempts = [1, 2, 3, 4, 5, 6, 7, 8];
  const full = attempts.map((attempt) => backOff(READ_RETRIES, attempt, () => 1));
  expect(full).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  expect(attempts.map((attempt) => backOff(READ_RETRIES, attempt, () => 0))).toEqual(full.map((wait) => wait / 2));
});
