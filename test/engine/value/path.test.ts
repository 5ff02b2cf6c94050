import { describe, expect, test } from "vitest";
import { getPath, printPath, setPath, splitPath } from "../../../engine/value/path.ts";
import { Money, type RecordValue, type Value } from "../../../engine/value/value.ts";

const order: RecordValue = { number: "7", rows: [{ code: "A" }, { code: "B" }], "1": "one" };

describe("paths", () => {
  test("rows count from 1", () => {
    expect(splitPath("rows.2.code")).toEqual(["rows", 2, "code"]);
    expect(getPath(order, ["rows", 2, "code"])).toBe("B");
    expect(getPath(order, ["rows", 3, "code"])).toBeUndefined();
    expect(printPath(["rows", 2, "code"])).toBe("rows.2.code");
  });
  test("a number reads a field of that name in a record", () => expect(getPath(order, [1])).toBe("one"));
  test("an empty part is no path", () =>
    expect([splitPath(""), splitPath("a..b"), splitPath("a.")]).toEqual([undefined, undefined, undefined]));
  test("only own fields are seen", () => {
    for (const name of ["constructor", "__proto__", "toString", "length"])
      expect(getPath(order, [name])).toBeUndefined();
    expect(getPath(order, ["rows", "length"])).toBeUndefined();
    expect(getPath(new Money(1, "EUR"), ["amount"])).toBeUndefined();
  });
  test("setting copies the way and leaves the rest", () => {
    const set = setPath(order, ["rows", 2, "code"], "C") as RecordValue;
    expect(set).toEqual({ ...order, rows: [{ code: "A" }, { code: "C" }] });
    expect((order.rows as readonly Value[])[1]).toEqual({ code: "B" });
    expect((set.rows as readonly Value[])[0]).toBe((order.rows as readonly Value[])[0]);
  });
  test("setting makes records and rows on the way", () => {
    expect(setPath(undefined, ["a", "b", 1, "c"], 5)).toEqual({ a: { b: [{ c: 5 }] } });
    expect(() => setPath(undefined, ["rows", 2], 1)).toThrow(new RangeError("row 2 cannot be set before row 1"));
  });
  test("an absent value removes the field", () => expect(setPath({ a: 1, b: 2 }, ["a"], undefined)).toEqual({ b: 2 }));
  test("no prototype is changed", () => {
    const set = setPath({}, ["__proto__", "admin"], true) as RecordValue;
    expect(Object.getPrototypeOf(set)).toBe(Object.prototype);
    expect(({} as RecordValue)["admin"]).toBeUndefined();
  });
});
