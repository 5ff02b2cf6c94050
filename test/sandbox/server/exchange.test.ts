import { expect, it } from "vitest";
import { Query } from "../../../sandbox/server/exchange.ts";

it("keeps repeated parameters in order, and gives the first of them", () => {
  const query = new Query("n=1&m=2&n=3", false);
  expect([query.one("n"), query.all("n"), query.one("x"), query.all("x")]).toEqual(["1", ["1", "3"], undefined, []]);
  expect(query.names()).toEqual(["n", "m"]);
});

it("decodes names and values, and leaves what cannot be decoded", () => {
  const query = new Query("a%20b=c+d%26&e=100%&f", false);
  expect([query.one("a b"), query.one("e"), query.one("f")]).toEqual(["c d&", "100%", ""]);
});

it("compares names without case only where it is told so", () => {
  expect([new Query("RowCount=5", true).one("rowCount"), new Query("RowCount=5", false).one("rowCount")]).toEqual([
    "5",
    undefined,
  ]);
});

it("has one fingerprint for the same filters in any order, apart from those left out", () => {
  const fingerprint = (text: string) => new Query(text, true).fingerprint(["page"]);
  expect(fingerprint("a=1&b=2&b=3&page=1")).toBe(fingerprint("B=3&page=2&b=2&A=1"));
  expect(fingerprint("a=1")).not.toBe(fingerprint("a=2"));
});
