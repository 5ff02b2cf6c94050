import { expect, it } from "vitest";
import { wholeList } from "../../../sandbox/server/paging.ts";
import { Register } from "../../../sandbox/severa/register.ts";

it("finds records by GUID without case and moves their time of change with each change", () => {
  const register = new Register();
  register.add({ guid: "abc", name: "one" }, 1000);
  expect(register.get("ABC")).toEqual({ guid: "abc", name: "one" });
  const changed = register.replace("abc", { guid: "abc", name: "two" }, 5000);
  expect(changed).toEqual({ guid: "abc", name: "two", lastUpdatedDateTime: "1970-01-01T00:00:05.000Z" });
  expect(register.all()).toEqual([changed]);
});

it("lists by visibility, time of change and filter", () => {
  const register = new Register();
  register.add({ guid: "a" }, 1000);
  register.add({ guid: "b" }, 2000, 9000);
  const guids = (now: number, since: number) => wholeList(register.listing(now, since, () => true)).rows;
  expect(guids(8999, 0)).toEqual(['{"guid":"a"}']);
  expect(guids(9000, 0)).toHaveLength(2);
  expect(guids(9000, 1001)).toEqual(['{"guid":"b"}']);
  expect(wholeList(register.listing(9000, 0, ({ guid }) => guid === "a")).rows).toEqual(['{"guid":"a"}']);
});

it("keeps records with a GUID only", () => {
  expect(() => new Register().add({ name: "x" }, 0)).toThrow("has a guid");
});
