import { expect, it } from "vitest";
import { durationOf } from "../../../engine/report/duration.ts";

it("says durations as people do", () => {
  expect([0.2, 45, 60, 200, 7500].map(durationOf)).toEqual(["1s", "45s", "1m 0s", "3m 20s", "2h 5m"]);
});
