import { describe, expect, it } from "vitest";
import { rowsAt, valuesAt } from "../../../engine/connector/path.ts";

describe("paths", () => {
  it("go through lists", () => {
    const body = { error: { details: [{ message: "a" }, { message: "b" }] } };
    expect(valuesAt({ body }, "body.error.details[].message")).toEqual(["a", "b"]);
    expect(valuesAt({ projects: [{ guid: "1" }, { guid: "2" }] }, "projects.guid")).toEqual(["1", "2"]);
    expect(valuesAt({ a: null }, "a.b")).toEqual([]);
    expect(valuesAt({}, "constructor")).toEqual([]);
  });

  it("find rows and who holds them; no list is not an empty list", () => {
    const dimensions = [{ id: 1, items: [{ id: 11 }] }, { id: 2 }];
    expect(rowsAt(dimensions, "body[].items")).toEqual([{ row: { id: 11 }, holder: dimensions[0] }]);
    expect(rowsAt({ results: [] }, "body.results")).toEqual([]);
    for (const body of [{ message: "no" }, null, undefined, "no"]) expect(rowsAt(body, "body")).toBeUndefined();
    expect(rowsAt({ results: "x" }, "body.results")).toBeUndefined();
  });
});
