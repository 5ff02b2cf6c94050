import { describe, expect, it } from "vitest";
import { fromText } from "../../../../engine/value/decimal.ts";
import { changedFields, holds } from "../../../../engine/work/base/changed-fields.ts";

describe("the fields that change", () => {
  it("are those whose values differ by meaning; what is not wanted is left alone", () => {
    expect(changedFields({ a: 1, b: "x", c: true }, { a: 1, b: "y" })).toEqual({ b: "y" });
    expect(changedFields({ a: fromText("1.0") }, { a: 1 })).toEqual({});
    expect(changedFields({ a: 1 }, { a: undefined })).toEqual({});
    expect(changedFields({}, { a: null })).toEqual({});
  });

  it("of a nested record count where the wanted one says something", () => {
    const before = { status: { guid: "s1", name: "Open" } };
    expect(changedFields(before, { status: { guid: "s1" } })).toEqual({});
    expect(changedFields(before, { status: { guid: "s2" } })).toEqual({ status: { guid: "s2" } });
    expect(changedFields({ status: null }, { status: { guid: "s2" } })).toEqual({ status: { guid: "s2" } });
  });

  it("of a list are all of it", () => {
    expect(holds([{ id: 1, name: "A" }], [{ id: 1 }])).toBe(false);
    expect(holds([{ id: 1 }], [{ id: 1 }])).toBe(true);
  });
});
