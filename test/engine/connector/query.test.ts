import { describe, expect, it } from "vitest";
import type { Connector, Filter, Kind, ListCall } from "../../../engine/connector/description.ts";
import { type ListPass, lacksFields, matches, planList, recordsOf } from "../../../engine/connector/query.ts";
import { template } from "../../../engine/connector/template.ts";
import { BigDecimal, fromText } from "../../../engine/value/decimal.ts";

const connector = {
  changed: { format: "yyyy-MM-dd", zone: "UTC", overlapMs: 0 },
  characters: "windows-1252",
} as unknown as Connector;

function listOf(path = "/invoices", change: Partial<ListCall> = {}): ListCall {
  return {
    call: { method: "GET", path: template(path), query: [], route: `GET ${path}` },
    ...{ paging: { by: "none" }, items: "body", changed: "since", has: undefined, one: false, otherwise: undefined },
    ...{ always: [], eachOf: [], rename: [], add: [] },
    ...change,
  };
}

const filter = (name: string, change: Partial<Filter> = {}): Filter => ({
  ...{ by: "parameter", name, values: "one", most: 2, compares: "equals" },
  ...change,
});

const kind = {
  name: "invoice",
  id: "id",
  list: listOf(),
  filters: new Map([
    ["number", filter("no")],
    ["status", filter("status", { values: "comma" })],
    ["project", filter("project", { values: "repeat" })],
    ["reference", filter("X-Reference", { by: "header" })],
  ]),
  references: new Map([
    ["project", { kind: "project", by: "guid", as: undefined }],
    ["tags[]", { kind: "tag", by: undefined, as: undefined }],
  ]),
} as unknown as Kind;

const asked = (where: Parameters<typeof matches>[2], of: Kind = kind) =>
  planList(connector, of, { where })?.map(({ parameters, headers }) => ({ parameters, headers }));

describe("what a list is asked for", () => {
  it("values go as the filter takes them, at most so many at once", () => {
    expect(asked({ number: ["1", "2"] })?.map(({ parameters }) => parameters)).toEqual([[["no", "1"]], [["no", "2"]]]);
    expect(asked({ status: ["a", "b", "c"] })?.map(({ parameters }) => parameters)).toEqual([
      [["status", "a,b"]],
      [["status", "c"]],
    ]);
    expect(asked({ project: [{ guid: "p" }, "q"] })).toEqual([
      {
        parameters: [
          ["project", "p"],
          ["project", "q"],
        ],
        headers: [],
      },
    ]);
    expect(asked({ "project.guid": "p", elsewhere: 1 })).toEqual([{ parameters: [["project", "p"]], headers: [] }]);
  });

  it("of no value at all nothing is asked, since no record has it", () => {
    for (const where of [{ number: [] }, { elsewhere: [] }]) expect(asked(where)).toEqual([]);
  });

  it("a value that cannot stand in the address is compared here only", () => {
    expect(asked({ number: undefined })).toEqual([{ parameters: [], headers: [] }]);
    expect(asked({ status: ["a", ""] })).toEqual([{ parameters: [], headers: [] }]);
  });

  it("a header holds Latin-1; what the vendor cannot store is not asked for, the rest is compared here", () => {
    expect(asked({ reference: ["Åbo", "→"] })).toEqual([{ parameters: [], headers: [["X-Reference", "Åbo"]] }]);
    expect(asked({ reference: ["5 €"] })).toEqual([{ parameters: [], headers: [] }]);
  });

  it("a list by each of its values is asked once for each, or for those that are wanted", () => {
    const list = listOf("/invoices", { eachOf: [{ field: "active", values: [true, false] }] });
    const byActive = { ...kind, list };
    const passes = planList(connector, byActive, { changedSince: "2026-01-31T00:00:00Z" });
    expect(passes?.map(({ parameters, adds }) => [parameters, adds])).toEqual(
      [true, false].map((active) => [
        [
          ["since", "2026-01-31"],
          ["active", String(active)],
        ],
        [["active", active]],
      ]),
    );
    expect(asked({ active: false }, byActive)).toEqual([{ parameters: [["active", "false"]], headers: [] }]);
  });

  it("a path with holes is used where they are filled, else the other one; without either there is no list", () => {
    const ofProject = listOf("/projects/{project}/invoices");
    const routes = (list: ListCall, where: Parameters<typeof matches>[2]) =>
      planList(connector, { ...kind, list }, { where })?.map((pass) => [
        pass.list.call.route,
        pass.valueFor("project"),
      ]);
    const both = { ...ofProject, otherwise: listOf() };
    expect(routes(both, { project: { guid: "p" } })).toEqual([["GET /projects/{project}/invoices", "p"]]);
    expect(routes(both, {})).toEqual([["GET /invoices", undefined]]);
    expect(routes(ofProject, {})).toBeUndefined();
  });
});

describe("a record matches", () => {
  it("when it has exactly these values, whatever the vendor's filter let through", () => {
    expect(matches(kind, { number: "5001" }, { number: "500" })).toBe(false);
    expect(matches(kind, { number: "5001", status: "open" }, { number: "5001", status: "paid" })).toBe(false);
    expect(matches(kind, { number: "5001", status: "open" }, { number: "5001", status: ["paid", "open"] })).toBe(true);
  });

  it("without the field only when absent is wanted", () => {
    expect(matches(kind, {}, { number: "5001" })).toBe(false);
    expect(matches(kind, {}, { number: undefined })).toBe(true);
    expect(matches(kind, { number: null }, { number: "5001" })).toBe(false);
  });

  it("by ids as texts, since some vendors write them in two ways; other numbers and texts are not the same", () => {
    const long = fromText("12345678901234567890");
    expect(long).toBeInstanceOf(BigDecimal);
    expect(matches(kind, { id: 5 }, { id: "5" })).toBe(true);
    expect(matches(kind, { id: long }, { id: "12345678901234567890" })).toBe(true);
    expect(matches(kind, { project: { guid: 5 } }, { project: { guid: "5", name: "P" } })).toBe(true);
    expect(matches(kind, { tags: [{ id: 1 }, { id: 2 }] }, { tags: "2" })).toBe(true);
    expect(matches(kind, { number: 5 }, { number: "5" })).toBe(false);
  });

  it("`holder.field` is the holder's id only where the reference goes by that field", () => {
    expect(matches(kind, { project: { guid: "p", name: "P" } }, { "project.guid": "p" })).toBe(true);
    expect(matches(kind, { project: { guid: "p", name: "P" } }, { "project.name": "P" })).toBe(true);
    expect(matches(kind, { project: { guid: "p", name: "P" } }, { "project.name": "p" })).toBe(false);
  });
});

describe("the records of a page", () => {
  const pass = (list: ListCall, adds: ListPass["adds"] = []): ListPass => ({
    ...{ list, adds, parameters: [], headers: [], valueFor: () => undefined },
  });

  it("have what their holder or the pass adds only where they lack it, and the names of the single record", () => {
    const list = listOf("/invoices", {
      items: "body[].rows",
      rename: [{ from: "no", to: "number" }],
      add: [{ field: "day", from: "date" }],
    });
    const body = [{ date: "2026-01-31", rows: [{ no: "1" }, { no: "2", number: "two", day: "own", active: true }] }];
    expect(recordsOf(pass(list, [["active", false]]), body)).toEqual([
      { number: "1", day: "2026-01-31", active: false },
      { number: "two", day: "own", active: true },
    ]);
  });

  it("are none where there is no list, or no record where the answer is one", () => {
    expect(recordsOf(pass(listOf()), { id: 1 })).toBeUndefined();
    expect(recordsOf(pass(listOf("/me", { one: true })), { id: 1 })).toEqual([{ id: 1 }]);
    expect(recordsOf(pass(listOf("/me", { one: true })), [{ id: 1 }])).toBeUndefined();
  });
});

it("rows lack what the description does not list of them; all of it is more than some", () => {
  const some = { ...kind, list: listOf("/invoices", { has: ["id", "number", "project.guid"] }) };
  expect(lacksFields(kind, undefined)).toBe(false);
  expect(lacksFields(some, ["id", "number"])).toBe(false);
  expect(lacksFields(some, ["id", "project"])).toBe(true);
  expect(lacksFields(some, undefined)).toBe(true);
});
