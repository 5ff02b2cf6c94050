import { expect, it } from "vitest";
import { isAbout } from "../../../engine/store/is-about.ts";

it("a record is meant by its whole id, or by any part of its name in any case, under three characters by the beginning of it", () => {
  const entry = { source: "id-5001", label: "5001 Acme Oy" };
  expect(["id-5001", "5001", "acme", "ACME oy"].map((record) => isAbout(entry, record))).toEqual(Array(4).fill(true));
  expect(["5", "50", "5001 "].map((record) => isAbout(entry, record))).toEqual(Array(3).fill(true));
  expect(["id-500", "id", "Beta", "1", "oy", ""].map((record) => isAbout(entry, record))).toEqual(Array(6).fill(false));
});
