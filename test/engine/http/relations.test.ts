import { describe, expect, it } from "vitest";
import type { Kind, RecordRelation } from "../../../engine/connector/description.ts";
import type { RecordValue } from "../../../engine/value/value.ts";
import { shipped } from "../connector/read-shipped.ts";
import { invoice } from "./invoice-rows.ts";
import { type Arrived, connectTo, type Reply, using } from "./scripted-server.ts";

const row = (number: number, index: number) => ({
  guid: `r${number}-${index}`,
  invoiceGuid: `i${number}`,
  category: "Hours",
  description: "Work",
  createdBy: { guid: "u1", name: "Admin Anna" },
});

/** 25 invoices with two rows each. */
function rowsOf(request: Arrived): Reply | undefined {
  const one = /^\/v1\/invoices\/i(\d+)\/invoicerows$/.exec(request.path);
  if (one !== null) return { json: [row(Number(one[1]), 1), row(Number(one[1]), 2)] };
  if (request.path !== "/v1/invoicerows") return undefined;
  return { json: Array.from({ length: 25 }, (_, index) => [row(index + 1, 1), row(index + 1, 2)]).flat() };
}

describe("the rows of many invoices", () => {
  it("a call each while they are few, in the order of the invoices", async () => {
    await using(connectTo("severa", rowsOf), async ({ system, asked }) => {
      const rows = (await system.relation("invoice", "rows", [invoice(3), invoice(1)])) as RecordValue[][];
      expect(rows.map((each) => each.map((one) => one["guid"]))).toEqual([
        ["r3-1", "r3-2"],
        ["r1-1", "r1-2"],
      ]);
      expect(asked()).toHaveLength(2);
    });
  });

  it("no call where a field of the invoice says that there are none", async () => {
    const severa = shipped("severa");
    const kind = severa.kinds.get("invoice") as Kind;
    const rows = { ...(kind.relations.get("rows") as RecordRelation), onlyIf: "rowCount" };
    const counted = { ...kind, relations: new Map([...kind.relations, ["rows", rows]]) };
    const connector = { ...severa, kinds: new Map([...severa.kinds, ["invoice", counted]]) };
    await using(connectTo("severa", rowsOf, { connector }), async ({ system, asked }) => {
      const invoices = [0, 2, undefined].map((rowCount, index) => ({ ...invoice(index + 1), rowCount }));
      const found = (await system.relation("invoice", "rows", invoices)) as RecordValue[][];
      expect(found.map((each) => each.length)).toEqual([0, 2, 0]);
      expect(asked()).toHaveLength(1);
    });
  });

  it("one list for all of them from twenty on, since the oldest was made", async () => {
    await using(connectTo("severa", rowsOf), async ({ system, asked }) => {
      const invoices = Array.from({ length: 25 }, (_, index) => invoice(index + 1));
      const rows = (await system.relation("invoice", "rows", invoices)) as RecordValue[][];
      expect(rows.map((each) => each.length)).toEqual(invoices.map(() => 2));
      expect(rows[24]?.[1]).toMatchObject({ invoiceGuid: "i25" });
      expect(asked().map((request) => `${request.path}?${request.query}`)).toEqual([
        "/v1/invoicerows?changedSince=2026-02-02T08%3A00%3A00Z&rowCount=100",
      ]);
    });
  });

  it("the oldest is the oldest wherever it stands; where one has no age each is asked for by itself", async () => {
    await using(connectTo("severa", rowsOf), async ({ system, asked }) => {
      const invoices = Array.from({ length: 25 }, (_, index) => invoice(25 - index));
      await system.relation("invoice", "rows", invoices);
      expect(asked()[0]?.query.get("changedSince")).toBe("2026-02-02T08:00:00Z");
      const young = [...invoices.slice(1), { guid: "i25", number: 25 }];
      const rows = (await system.relation("invoice", "rows", young)) as RecordValue[][];
      expect(rows.every((each) => each.length === 2)).toBe(true);
      expect(asked().filter(({ path }) => path === "/v1/invoicerows")).toHaveLength(1);
    });
  });

  it("a child finds its parent although nobody keeps the field that names it", async () => {
    const customers = Array.from({ length: 20 }, (_, index) => ({ guid: `c${index}` }));
    const addresses = customers.map((customer) => ({ guid: `a-${customer.guid}`, city: "Oulu", customer }));
    await using(
      connectTo("severa", ({ path, query }) =>
        path === "/v1/addresses" ? { json: query.get("firstRow") === "0" ? addresses : [] } : undefined,
      ),
      async ({ system }) => {
        const found = await system.relation("customer", "addresses", customers, () => new Set(["city"]));
        expect(found).toEqual(addresses.map((address) => [address]));
      },
    );
  });

  it("of each row what is to be kept, and what it and its own children are known by", async () => {
    await using(connectTo("severa", rowsOf), async ({ system }) => {
      const invoices = Array.from({ length: 25 }, (_, index) => invoice(index + 1));
      const keep = (kind: string) => (kind === "invoiceRow" ? new Set(["description"]) : undefined);
      const rows = (await system.relation("invoice", "rows", invoices, keep)) as RecordValue[][];
      expect(rows[4]?.[1]).toEqual({
        guid: "r5-2",
        invoiceGuid: "i5",
        category: "Hours",
        description: "Work",
      });
    });
  });

  it("a list of many pages is read whole and in order, each page asked for once", async () => {
    const paged = (request: Arrived): Reply | undefined => {
      if (request.path !== "/v1/invoicerows") return undefined;
      const page = Number(request.query.get("pageToken") ?? 1);
      const json = Array.from({ length: 5 }, (_, index) => row((page - 1) * 5 + index + 1, 1));
      return page < 5 ? { json, headers: { NextPageToken: `${page + 1}` } } : { json };
    };
    await using(connectTo("severa", paged), async ({ system, asked }) => {
      const invoices = Array.from({ length: 25 }, (_, index) => invoice(index + 1));
      const rows = (await system.relation("invoice", "rows", invoices)) as RecordValue[][];
      expect(rows.map((each) => each.map(({ guid }) => guid))).toEqual(invoices.map(({ number }) => [`r${number}-1`]));
      expect(asked().map(({ query }) => query.get("pageToken") ?? "1")).toEqual(["1", "2", "3", "4", "5"]);
    });
  });

  it("a call each after all when the list is longer than that would cost", async () => {
    const endless = (request: Arrived): Reply | undefined =>
      request.path === "/v1/invoicerows"
        ? { json: [row(999, 1)], headers: { NextPageToken: `${Number(request.query.get("pageToken") ?? 0) + 1}` } }
        : rowsOf(request);
    await using(connectTo("severa", endless), async ({ system, asked }) => {
      const rows = (await system.relation(
        "invoice",
        "rows",
        Array.from({ length: 20 }, (_, index) => invoice(index + 1)),
      )) as RecordValue[][];
      expect(rows.every((each) => each.length === 2)).toBe(true);
      expect(asked().length).toBeLessThanOrEqual(2 * 20 + 1);
    });
  });
});

describe("what stands behind the rows", () => {
  it("one call for all rows of an invoice and category; a single row by itself", async () => {
    const script = (request: Arrived): Reply | undefined => {
      if (request.path === "/v1/invoices/i1/workhours")
        return {
          json: [
            { guid: "h1", invoiceRowGuid: "r1", project: { guid: "p1" } },
            { guid: "h2", invoiceRowGuid: "r2", project: { guid: "p2" } },
            { guid: "h3", invoiceRowGuid: "r1" },
          ],
        };
      return request.path === "/v1/invoicerows/r3/projectfees" ? { json: [{ guid: "f1" }] } : undefined;
    };
    const rows = [
      { guid: "r1", invoiceGuid: "i1", category: "Hours" },
      { guid: "r3", invoiceGuid: "i1", category: "ProjectFees" },
      { guid: "r2", invoiceGuid: "i1", category: "Hours" },
    ];
    await using(connectTo("severa", script), async ({ system, asked }) => {
      const entries = (await system.relation("invoiceRow", "entries", rows)) as RecordValue[][];
      expect(entries.map((each) => each.map((entry) => entry["guid"]))).toEqual([["h1", "h3"], ["f1"], ["h2"]]);
      expect(asked()).toHaveLength(2);
    });
  });

  it("one record, not a list", async () => {
    await using(
      connectTo("severa", (request) =>
        request.path === "/v1/invoices/i1/invoicesettings"
          ? { json: { guid: "s", workHourGrouping: "Group" } }
          : undefined,
      ),
      async ({ system }) => {
        expect(await system.relation("invoice", "invoiceSettings", [invoice(1), invoice(2)])).toEqual([
          { guid: "s", workHourGrouping: "Group" },
          undefined,
        ]);
      },
    );
  });
});
