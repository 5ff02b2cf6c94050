import { expect, it } from "vitest";
import { type Exchange, Query } from "../../../sandbox/server/exchange.ts";
import type { Json } from "../../../sandbox/server/json.ts";
import { Register } from "../../../sandbox/severa/register.ts";
import { byFlag, bySearch, byValue, changedSince, registerRoutes } from "../../../sandbox/severa/register-routes.ts";

const register = new Register();
register.add({ guid: "a", name: "Alfa Oy", isActive: true, unit: { code: "10" } }, 1000);
register.add({ guid: "b", name: "Beeta Ab", isActive: false, unit: { code: "20" } }, 2000);
register.add({ guid: "c", name: "Alfa Ab", isActive: true, unit: null }, 3000);

const routes = registerRoutes({
  path: "/things",
  register,
  scope: "things:read",
  style: "whole",
  filters: {
    changedSince,
    isActive: byFlag("isActive", "isActive"),
    unitCodes: byValue("unitCodes", "unit.code"),
    textToSearch: bySearch("name"),
  },
  ignored: ["sort"],
});
const answer = (place: number, query: string, parameters: readonly string[] = []) =>
  routes[place]?.handle({
    query: new Query(query, true),
    now: 5000,
    path: "/things",
    parameters,
  } as unknown as Exchange);
const listed = (query: string) =>
  (JSON.parse(String(answer(0, query)?.body)) as readonly { readonly guid: Json }[]).map(({ guid }) => guid);

it.each([
  ["", ["a", "b", "c"]],
  ["isActive=TRUE", ["a", "c"]],
  ["unitCodes=10&unitCodes=20", ["a", "b"]],
  ["textToSearch=alfa", ["a", "c"]],
  ["textToSearch=alfa&isActive=false", []],
  ["changedSince=1970-01-01T00:00:02Z", ["b", "c"]],
  ["sort=name", ["a", "b", "c"]],
])("the list of %s holds what passes every filter", (query, guids) => {
  expect(listed(query)).toEqual(guids);
});

it("says which parameters it knows", () => {
  expect(routes[0]?.query).toEqual(["changedSince", "isActive", "unitCodes", "textToSearch", "sort"]);
});

it("reads one record, and 404 without a body for none", () => {
  expect(answer(1, "", ["B"])?.body).toBe(JSON.stringify(register.must("b")));
  expect(answer(1, "", ["x"])).toEqual({ status: 404 });
});
