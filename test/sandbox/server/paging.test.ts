import fc from "fast-check";
import { expect, it } from "vitest";
import { type Exchange, Query } from "../../../sandbox/server/exchange.ts";
import {
  arrayOf,
  listingOf,
  openCursor,
  type Page,
  pageBehind,
  pageFrom,
  sealCursor,
  wholeList,
} from "../../../sandbox/server/paging.ts";

const numbers = (...items: readonly number[]) =>
  listingOf(
    items,
    (n) => ({ n }),
    (n) => n >= 0,
  );
const items = fc.array(fc.integer({ min: -3, max: 5 }));
const accepted = (all: readonly number[]) => all.filter((n) => n >= 0).map((n) => JSON.stringify({ n }));

it("pages by place and pages by count give each accepted item once, in order", () => {
  fc.assert(
    fc.property(items, fc.integer({ min: 1, max: 4 }), (all, count) => {
      const byPlace: string[] = [];
      for (let at: number | undefined = 0; at !== undefined; ) {
        const page: Page = pageFrom(numbers(...all), at, count);
        expect(page.rows.length).toBeLessThanOrEqual(count);
        byPlace.push(...page.rows);
        at = page.next;
      }
      const byCount: string[] = [];
      for (let skip = 0; skip <= all.length; skip += count)
        byCount.push(...pageBehind(numbers(...all), skip, count).rows);
      expect(byPlace).toEqual(accepted(all));
      expect(byCount).toEqual(accepted(all));
      expect(wholeList(numbers(...all)).rows).toEqual(accepted(all));
    }),
  );
});

it("a full last page has nothing behind it", () => {
  expect(pageFrom(numbers(1, 2, -1), 0, 2)).toEqual({ rows: ['{"n":1}', '{"n":2}'], next: undefined });
  expect(pageFrom(numbers(1, -1, 2), 0, 1).next).toBe(2);
  expect(arrayOf(pageFrom(numbers(1, 2), 0, 2))).toBe('[{"n":1},{"n":2}]');
});

const asked = (query: string, path = "/things"): Exchange => ({
  method: "GET",
  path,
  query: new Query(query, false),
  headers: {},
  body: Buffer.alloc(0),
  now: 0,
  lagMs: 0,
  parameters: [],
});
const paging = ["after", "rows"];

it("a cursor opens for the same filters in any order, and for pages of another size", () => {
  const cursor = sealCursor(asked("a=1&b=2&rows=5"), 17, paging);
  expect(openCursor(asked(`b=2&a=1&rows=9&after=${cursor}`), cursor, paging)).toBe(17);
});

it.each([
  ["other filters", "a=2", "/things", (cursor: string) => cursor],
  ["another path", "a=1", "/others", (cursor: string) => cursor],
  ["a made-up token", "a=1", "/things", () => "bm90aGluZw"],
  ["an empty token", "a=1", "/things", () => ""],
  ["a changed place", "a=1", "/things", (cursor: string) => changedPlace(cursor)],
])("a cursor does not open for %s", (_, query, path, change) => {
  const cursor = change(sealCursor(asked("a=1"), 17, paging));
  expect(openCursor(asked(query, path), cursor, paging)).toBeUndefined();
});

function changedPlace(cursor: string): string {
  const [, ...rest] = Buffer.from(cursor, "base64url").toString("latin1").split(".");
  return Buffer.from(["1", ...rest].join(".")).toString("base64url");
}
