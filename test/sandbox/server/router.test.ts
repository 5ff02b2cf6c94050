import { expect, it } from "vitest";
import { type Route, Router } from "../../../sandbox/server/router.ts";

const route = (method: string, path: string): Route => ({ method, path, query: [], handle: () => ({ status: 200 }) });
const router = new Router([
  route("GET", "/invoices"),
  route("POST", "/invoices"),
  route("GET", "/invoices/{id}"),
  route("GET", "/invoices/open"),
  route("GET", "/invoices/{id}/rows/{row}"),
  route("GET", "/{kind}/open/all"),
]);
const found = (method: string, path: string) => {
  const { route, parameters, pathKnown } = router.find(method, path);
  return [route?.path, parameters, pathKnown];
};

it("puts a fixed segment before a parameter, and gives the parameters in order", () => {
  expect(found("GET", "/invoices/open")).toEqual(["/invoices/open", [], true]);
  expect(found("GET", "/invoices/7")).toEqual(["/invoices/{id}", ["7"], true]);
  expect(found("GET", "/invoices/7/rows/8")).toEqual(["/invoices/{id}/rows/{row}", ["7", "8"], true]);
});

it("goes back to a parameter where the fixed segment leads nowhere", () => {
  expect(found("GET", "/invoices/open/rows/1")).toEqual(["/invoices/{id}/rows/{row}", ["open", "1"], true]);
  expect(found("GET", "/invoices/open/all")).toEqual(["/{kind}/open/all", ["invoices"], true]);
});

it("compares fixed segments without case and decodes parameters", () => {
  expect(found("GET", "/Invoices/")).toEqual(["/invoices", [], true]);
  expect(found("GET", "/invoices/a%2Fb%20c")).toEqual(["/invoices/{id}", ["a/b c"], true]);
});

it("tells a path that is not there from a method that it does not have", () => {
  expect(found("DELETE", "/invoices")).toEqual([undefined, [], true]);
  expect(found("GET", "/orders")).toEqual([undefined, [], false]);
  expect(found("GET", "/invoices/7/rows")).toEqual([undefined, [], false]);
});

it("takes no two routes for one method and path, whatever their parameters are called", () => {
  expect(() => new Router([route("GET", "/a/{x}"), route("GET", "/a/{y}")])).toThrow("two routes for GET /a/{y}");
});
