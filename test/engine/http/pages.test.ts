import { describe, expect, it } from "vitest";
import { invoices } from "./listed-invoices.ts";
import { type Arrived, all, connectTo, type Reply, using } from "./scripted-server.ts";

describe("a list is read to its end, page by page", () => {
  it("by token: until the header is not there", async () => {
    const script = (request: Arrived): Reply | undefined => {
      if (request.path !== "/v1/invoices") return undefined;
      const token = request.query.get("pageToken");
      if (token === null) return { json: invoices(1, 2), headers: { NextPageToken: "a b" } };
      return token === "a b" ? { json: invoices(3, 2), headers: { NextPageToken: "c" } } : { json: invoices(5, 1) };
    };
    await using(connectTo("severa", script), async ({ system, asked }) => {
      const found = await all(
        system.pages("invoice", {
          where: { status: { guid: "ready", name: "Ready" } },
          changedSince: "2026-03-02T10:00:00+02:00",
        }),
      );
      expect(found.map((invoice) => invoice["number"])).toEqual([1, 2, 3, 4, 5]);
      expect(asked().map((request) => request.query.toString())).toEqual([
        "changedSince=2026-03-02T08%3A00%3A00Z&invoiceStatusGuids=ready&rowCount=100",
        "changedSince=2026-03-02T08%3A00%3A00Z&invoiceStatusGuids=ready&rowCount=100&pageToken=a+b",
        "changedSince=2026-03-02T08%3A00%3A00Z&invoiceStatusGuids=ready&rowCount=100&pageToken=c",
      ]);
    });
  });

  it("by offset: until a page is shorter than asked for", async () => {
    const rows = Array.from({ length: 130 }, (_, index) => ({
      guid: `c${index}`,
      name: `Unit ${index}`,
      identifier: String(index),
    }));
    const script = (request: Arrived) => ({
      json: rows.slice(Number(request.query.get("firstRow")), Number(request.query.get("firstRow")) + 100),
    });
    await using(
      connectTo("severa", (request) => (request.path === "/v1/costcenters" ? script(request) : undefined)),
      async ({ system, asked }) => {
        expect(await all(system.pages("costCenter", {}))).toHaveLength(130);
        expect(asked().map((request) => request.query.get("firstRow"))).toEqual(["0", "100"]);
      },
    );
  });

  it("by last id: until a page is shorter than the page size that the answer tells", async () => {
    const ids = [11, 12, 13, 14, 15];
    const script = (request: Arrived): Reply | undefined => {
      if (request.path !== "/bankaccounts") return undefined;
      const after = Number(request.query.get("previousId") ?? 0);
      const results = ids.filter((id) => id > after).slice(0, 2);
      return {
        json: {
          results: results.map((id) => ({ id, iban: `FI${id}` })),
          meta: { pageSize: 2, resultCount: results.length, totalCount: 5, pageNumber: 0 },
        },
      };
    };
    await using(connectTo("procountor", script), async ({ system, asked }) => {
      expect((await all(system.pages("bankAccount", {}))).map((row) => row["id"])).toEqual(ids);
      expect(asked().map((request) => request.query.get("previousId"))).toEqual([null, "12", "14"]);
      expect(asked()[0]?.query.get("orderById")).toBe("ASC");
    });
  });

  it("a list that gives the same page for ever is a fault", async () => {
    await using(
      connectTo("severa", (request) =>
        request.path === "/v1/invoices" ? { json: invoices(1, 1), headers: { NextPageToken: "same" } } : undefined,
      ),
      async ({ system }) => {
        await expect(all(system.pages("invoice", {}))).rejects.toMatchObject({
          name: "ReadFault",
          kind: "broken",
          route: "GET /v1/invoices",
        });
      },
    );
  });

  it("a page is asked for only when the one before has been taken", async () => {
    await using(
      connectTo("severa", (request) =>
        request.path === "/v1/invoices"
          ? { json: invoices(1, 1), headers: { NextPageToken: `t${Math.random()}` } }
          : undefined,
      ),
      async ({ system, asked }) => {
        for await (const _page of system.pages("invoice", {})) break;
        expect(asked()).toHaveLength(1);
      },
    );
  });
});

describe("what a vendor's list hides is asked for", () => {
  it("products of each type; the type stands in each row", async () => {
    const script = (request: Arrived): Reply | undefined => {
      if (request.path === "/products")
        return {
          json: {
            results: [
              {
                productId: { SALES: 1, PURCHASE: 2, TRAVEL: 3 }[request.query.get("type") ?? ""],
                name: "x",
                code: "A-1",
              },
            ],
            meta: { pageSize: 200 },
          },
        };
      if (request.path.startsWith("/products/"))
        return {
          json: request.path
            .slice(10)
            .split(",")
            .map((id) => ({
              id: Number(id),
              type: ["", "SALES", "PURCHASE", "TRAVEL"][Number(id)],
              code: "A-1",
              price: 5,
            })),
        };
      return undefined;
    };
    await using(connectTo("procountor", script), async ({ system, asked }) => {
      expect(
        (await all(system.pages("product", { keep: new Set(["code", "type"]) }))).map((row) => row["type"]),
      ).toEqual(["SALES", "PURCHASE", "TRAVEL"]);
      expect(asked()).toHaveLength(3);
      expect(await system.find("product", { code: "A-1", type: "TRAVEL" })).toEqual([
        { id: 3, type: "TRAVEL", code: "A-1", price: 5 },
      ]);
      expect(asked()).toHaveLength(5);
    });
  });

  it("items of a dimension, with the dimension they belong to; without one those of all", async () => {
    const dimensions = [
      { id: 5, name: "Projects", items: [{ id: 51, codeName: "1001" }] },
      { id: 6, name: "Units", items: [{ id: 61, codeName: "1001" }] },
    ];
    const script = (request: Arrived): Reply | undefined =>
      request.path === "/dimensions"
        ? { json: dimensions }
        : request.path === "/dimensions/5"
          ? { json: dimensions[0] }
          : undefined;
    await using(connectTo("procountor", script), async ({ system, asked }) => {
      expect(await system.find("dimensionItem", { dimensionId: 5, codeName: "1001" })).toEqual([
        { id: 51, codeName: "1001", dimensionId: 5 },
      ]);
      expect(await system.read("dimensionItem", 61)).toEqual({ id: 61, codeName: "1001", dimensionId: 6 });
      expect(asked().map((request) => request.path)).toEqual(["/dimensions/5", "/dimensions"]);
    });
  });
});
