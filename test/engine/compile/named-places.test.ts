import { expect, it } from "vitest";
import { namedPlaces } from "../../../engine/compile/named-places.ts";

const settings = { account: "a", accounts: ["a", "b"], byUnit: { north: "a", south: ["b", "c"] } };

it("a setting names a record at its own path, at that of each item and of each row", () => {
  expect(namedPlaces(settings, { path: ["account"], below: 0 })).toEqual([["account"]]);
  expect(namedPlaces(settings, { path: ["accounts"], below: 1 })).toEqual([
    ["accounts", 1],
    ["accounts", 2],
  ]);
  expect(namedPlaces(settings, { path: ["byUnit"], below: 1 })).toEqual([
    ["byUnit", "north"],
    ["byUnit", "south"],
  ]);
  expect(namedPlaces({ byUnit: { south: ["b", "c"] } }, { path: ["byUnit"], below: 2 })).toEqual([
    ["byUnit", "south", 1],
    ["byUnit", "south", 2],
  ]);
  expect(namedPlaces({}, { path: ["accounts"], below: 1 })).toEqual([]);
});
