import { describe, expect, test } from "vitest";
import { followReference, sharedName } from "../../../engine/schema/schema-document.ts";

const row = { type: "object" };
const files = new Map<string, unknown>([
  ["thing.json", { $defs: { row, "a/b": { type: "string" } }, anyOf: [{ type: "null" }] }],
  ["common.json", { $defs: { money: { type: "number" } } }],
  ["renamed.json", { $defs: { row: { $id: "elsewhere" } } }],
]);

describe("a reference", () => {
  test.each([
    ["#/$defs/row", "thing.json", row],
    ["#/$defs/a~1b", "thing.json", { type: "string" }],
    ["#/anyOf/0", "thing.json", { type: "null" }],
    ["common.json#/$defs/money", "common.json", { type: "number" }],
    ["common.json", "common.json", files.get("common.json")],
  ])("%s leads to its schema, with the file it stands in", (reference, file, schema) => {
    expect(followReference(files, "thing.json", reference)).toEqual({ file, schema });
  });

  test.each(["#/$defs/rows", "#row", "other.json#/$defs/money", "renamed.json#/$defs/row", "#/$defs/toString"])(
    "%s cannot be followed",
    (reference) => {
      expect(followReference(files, "thing.json", reference)).toBeUndefined();
    },
  );

  test("gives a name that kinds share only where it leads out of its file", () => {
    expect(sharedName("common.json#/$defs/unit")).toBe("unit");
    expect(sharedName("#/$defs/unit")).toBeUndefined();
    expect(sharedName("common.json")).toBeUndefined();
  });
});
