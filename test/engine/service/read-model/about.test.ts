import { expect, it } from "vitest";
import { isAbout } from "../../../../engine/service/read-model/about.ts";

it("a record is meant by its whole id, or by any part of its name in any case", () => {
  const entry = { source: "id-5001", label: "5001 Acme Oy" };
  expect(["id-5001", "5001", "acme", "ACME oy"].map((record) => isAbout(entry, record))).toEqual(Array(4).fill(true));
  expect(["id-500", "id", "Beta"].map((record) => isAbout(entry, record))).toEqual(Array(3).fill(false));
});
