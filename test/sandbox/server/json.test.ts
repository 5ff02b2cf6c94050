import { expect, it } from "vitest";
import {
  isRecord,
  listAt,
  merged,
  numberAt,
  parseJson,
  recordAt,
  recordsAt,
  textAt,
} from "../../../sandbox/server/json.ts";

it("a member of another kind counts as absent", () => {
  const record = { text: "a", number: 1, list: [{ a: 1 }, 2], record: { b: 2 }, nothing: null };
  expect([textAt(record, "text"), textAt(record, "number")]).toEqual(["a", undefined]);
  expect([numberAt(record, "number"), numberAt(record, "text")]).toEqual([1, undefined]);
  expect([recordAt(record, "record"), recordAt(record, "list"), recordAt(record, "nothing")]).toEqual([
    { b: 2 },
    {},
    {},
  ]);
  expect([listAt(record, "list"), listAt(record, "record")]).toEqual([[{ a: 1 }, 2], []]);
  expect(recordsAt(record, "list")).toEqual([{ a: 1 }]);
  expect([[], null, "a"].map(isRecord)).toEqual([false, false, false]);
});

it("merges nested records and replaces everything else", () => {
  const record = { a: { b: 1, c: [1, 2] }, d: 1, e: 2 };
  expect(merged(record, { a: { c: [3] }, d: { f: 1 } })).toEqual({ a: { b: 1, c: [3] }, d: { f: 1 }, e: 2 });
  expect(record.a.c).toEqual([1, 2]);
});

it("what is no JSON is undefined, and null is null", () => {
  expect([parseJson("{"), parseJson(""), parseJson("null")]).toEqual([undefined, undefined, null]);
});
