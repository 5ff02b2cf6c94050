import { expect, it } from "vitest";
import { specificationOf, wordsOf } from "../../../sandbox/specification/read-specification.ts";

it("a list of words is there by its name; one that is not there is a fault of who asks, and no empty list", () => {
  const [name = "", words = []] = Object.entries(specificationOf("procountor").enums)[0] ?? [];
  expect([...wordsOf(specificationOf("procountor"), name)]).toEqual([...words]);
  expect(() => wordsOf(specificationOf("procountor"), "NoSuchList")).toThrow("no list of words NoSuchList");
});

it("is read once", () => {
  expect(specificationOf("severa")).toBe(specificationOf("severa"));
});
