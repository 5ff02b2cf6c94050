import { describe, expect, it } from "vitest";
import type { RecordValue } from "../../../engine/value/value.ts";
import { type Arrived, all, connectTo, type Reply, using } from "./scripted-server.ts";

const invoices = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    guid: `g${from + index}`,
    number: from + index,
    status: { guid: "ready" },
    notes: "long",
  }));

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

describe("a list gives exactly what was asked for", () => {
  it("records that the vendor's looser filter lets through are left out, and so is what comes twice", async () => {
    const rows = [...invoices(1, 2), { guid: "other", number: 9, status: { guid: "sent" } }, ...invoices(2, 1)];
    await using(
      connectTo("severa", (request) => (request.path === "/v1/invoices" ? { json: rows } : undefined)),
      async ({ system }) => {
        expect(
          (await all(system.pages("invoice", { where: { "status.guid": "ready" } }))).map((row) => row["guid"]),
        ).toEqual(["g1", "g2"]);
      },
    );
  });

  it("only the wanted fields stay, and the id", async () => {
    await using(
      connectTo("severa", (request) => (request.path === "/v1/invoices" ? { json: invoices(1, 1) } : undefined)),
      async ({ system }) => {
        expect(await all(system.pages("invoice", { keep: new Set(["number"]) }))).toEqual([{ guid: "g1", number: 1 }]);
      },
    );
  });

  it("rows that lack a wanted field are read whole, many at once", async () => {
    const script = (request: Arrived): Reply | undefined => {
      if (request.path === "/invoices")
        return {
          json: {
            results: [
              { id: 1, type: "PURCHASE_INVOICE" },
              { id: 2, type: "PURCHASE_INVOICE" },
            ],
            meta: { pageSize: 200 },
          },
        };
      if (request.path === "/invoices/1,2")
        return {
          json: [
            { id: 2, type: "PURCHASE_INVOICE", invoiceRows: [{ product: "b" }] },
            { id: 1, type: "PURCHASE_INVOICE", invoiceRows: [{ product: "a" }] },
          ],
        };
      return undefined;
    };
    await using(connectTo("procountor", script), async ({ system, asked }) => {
      const found = await all(
        system.pages("invoice", { where: { type: "PURCHASE_INVOICE" }, keep: new Set(["invoiceRows"]) }),
      );
      expect(found).toEqual([
        { id: 1, invoiceRows: [{ product: "a" }] },
        { id: 2, invoiceRows: [{ product: "b" }] },
      ]);
      expect(asked()).toHaveLength(2);
    });
  });

  it("several values go as the vendor wants them: commas, or the parameter repeated", async () => {
    await using(
      connectTo("procountor", (request) =>
        request.path === "/invoices" ? { json: { results: [], meta: {} } } : undefined,
      ),
      async ({ system, asked }) => {
        await all(
          system.pages("invoice", { where: { status: ["APPROVED", "PAID"] }, changedSince: "2026-03-02T08:00:00Z" }),
        );
        // Two minutes of overlap, in the zone of the vendor.
        expect(Object.fromEntries(asked()[0]?.query ?? [])).toMatchObject({
          status: "APPROVED,PAID",
          versionStartDate: "2026-03-02T09:58:00",
        });
      },
    );
    await using(
      connectTo("severa", (request) => (request.path === "/v1/customers" ? { json: [] } : undefined)),
      async ({ system, asked }) => {
        await system.find("customer", { number: [1, 2] });
        expect(asked()[0]?.query.getAll("numbers")).toEqual(["1", "2"]);
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

describe("finding compares exactly", () => {
  it("the business ID goes as a header, partners with a longer number are no match, and the match is read whole", async () => {
    const rows = [
      { id: 1, name: "Acme", invoicingInfo: { customerNumber: "1001", identifier: "0100-1" } },
      { id: 2, name: "Acme 2", invoicingInfo: { customerNumber: "11001", identifier: "0100-1" } },
    ];
    const script = (request: Arrived): Reply | undefined => {
      if (request.path === "/businesspartners")
        return { json: { results: request.query.get("active") === "true" ? rows : [], meta: { pageSize: 200 } } };
      return request.path === "/businesspartners/1"
        ? { json: { ...rows[0], paymentInfo: { paymentMethod: "CASH" } } }
        : undefined;
    };
    await using(connectTo("procountor", script), async ({ system, asked }) => {
      const found = await system.find("businessPartner", {
        "invoicingInfo.customerNumber": "1001",
        "invoicingInfo.identifier": "0100-1",
      });
      expect(found.map((partner: RecordValue) => partner["paymentInfo"])).toEqual([{ paymentMethod: "CASH" }]);
      expect(
        asked()
          .slice(0, 2)
          .map((request) => [
            request.query.get("active"),
            request.headers["identifier"],
            request.query.get("customerNumber"),
          ]),
      ).toEqual([
        ["true", "0100-1", "1001"],
        ["false", "0100-1", "1001"],
      ]);
    });
  });
});

describe("many records by id take few calls", () => {
  it("comma ids in one call; one id answers with one object; a missing one that spoils the batch is left out", async () => {
    const script = (request: Arrived): Reply | undefined => {
      const ids = request.path.startsWith("/invoices/") ? request.path.slice(10).split(",").map(Number) : [];
      if (ids.length === 0 || ids.includes(13)) return undefined;
      return { json: ids.length === 1 ? { id: ids[0] } : ids.map((id) => ({ id })) };
    };
    await using(connectTo("procountor", script), async ({ system, asked }) => {
      expect([...(await system.readMany("invoice", [1, 2, 3])).keys()]).toEqual(["1", "2", "3"]);
      expect(asked()).toHaveLength(1);
      expect([...(await system.readMany("invoice", [1, 2, 13, 4])).keys()].toSorted()).toEqual(["1", "2", "4"]);
      expect([...(await system.readMany("invoice", ["7"])).keys()]).toEqual(["7"]);
    });
  });

  it("the whole list when so many are wanted that it is cheaper, each by itself when it is not", async () => {
    const customers = Array.from({ length: 60 }, (_, index) => ({ guid: `c${index}`, name: `Customer ${index}` }));
    const script = (request: Arrived): Reply | undefined => {
      if (request.path !== "/v1/customers")
        return { json: customers.find((customer) => request.path === `/v1/customers/${customer.guid}`) };
      return {
        json: customers.slice(0, 30),
        ...(request.query.get("pageToken") === null ? { headers: { NextPageToken: "2" } } : {}),
      };
    };
    await using(
      connectTo("severa", (request) => (request.path.endsWith("/token") ? undefined : script(request))),
      async ({ system, asked }) => {
        expect((await system.readMany("customer", ["c1", "c2", "c3"])).size).toBe(3);
        expect(asked()).toHaveLength(3);
        expect(
          (
            await system.readMany(
              "customer",
              customers.slice(0, 25).map((customer) => customer.guid),
            )
          ).size,
        ).toBe(25);
        expect(asked()).toHaveLength(4);
      },
    );
  });

  it("a filter by id where the vendor has one", async () => {
    await using(
      connectTo("severa", (request) =>
        request.path === "/v1/projects"
          ? { json: request.query.getAll("projectGuids").map((guid) => ({ guid })) }
          : undefined,
      ),
      async ({ system, asked }) => {
        expect(
          (
            await system.readMany(
              "project",
              Array.from({ length: 45 }, (_, index) => `p${index}`),
            )
          ).size,
        ).toBe(45);
        expect(asked()).toHaveLength(2);
      },
    );
  });
});
