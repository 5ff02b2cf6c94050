import { expect, test } from "vitest";
import { placeOf } from "../../../engine/source/place.ts";

test("a place is a path, a line and a column that an editor opens", () => {
  const source = { path: "mappings/a/b.yaml", text: "a: 1\nbc: 2\n" };
  expect(placeOf({ source, start: 6, end: 7 })).toBe("mappings/a/b.yaml:2:2");
});
