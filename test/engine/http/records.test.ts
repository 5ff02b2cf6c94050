import { describe, expect, it } from "vitest";
import type { KeptLists } from "../../../engine/http/system.ts";
import type { RecordValue } from "../../../engine/value/value.ts";
import { type Arrived, connectTo, type Reply, using } from "./scripted-server.ts";

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

it("a record that the list shows twice is found once, since two would be a duplicate", async () => {
  const row = { id: 1, originalInvoiceNumber: "A" };
  const script = (request: Arrived): Reply | undefined =>
    request.path === "/invoices"
      ? { json: { results: [row, row], meta: { pageSize: 200 } } }
      : request.path === "/invoices/1"
        ? { json: row }
        : undefined;
  await using(connectTo("procountor", script), async ({ system }) => {
    expect(await system.find("invoice", { originalInvoiceNumber: "A" })).toHaveLength(1);
  });
  const customer = { guid: "c", number: 7 };
  await using(
    connectTo("severa", (request) => (request.path === "/v1/customers" ? { json: [customer, customer] } : undefined)),
    async ({ system }) => expect(await system.find("customer", { number: 7 })).toEqual([customer]),
  );
});

describe("a list that one call gives, and that we do not write", () => {
  const countries = [
    { guid: "c1", name: "Suomi" },
    { guid: "c2", name: "Sverige" },
  ];
  const countrySearch = (count: number, kept: KeptLists | undefined) =>
    using(
      connectTo("severa", ({ path }) => (path === "/v1/localization/countries" ? { json: countries } : undefined)),
      async ({ system, asked }) => {
        for (let search = 0; search < count; search++)
          for (const country of countries)
            expect(await system.find("country", { name: country.name }, kept)).toEqual([country]);
        expect(await system.find("country", { name: "Norge" }, kept)).toEqual([]);
        return asked().length;
      },
    );

  it("serves further searches of who keeps it, and nobody else's", async () => {
    expect(await countrySearch(2, new Map())).toBe(1);
    expect(await countrySearch(2, undefined)).toBe(5);
  });

  it("is asked for again when it could not be had", async () => {
    const kept: KeptLists = new Map();
    let isDown = true;
    await using(
      connectTo("severa", ({ path }) =>
        path !== "/v1/localization/countries" ? undefined : isDown ? { status: 403, json: {} } : { json: countries },
      ),
      async ({ system }) => {
        await expect(system.find("country", { name: "Suomi" }, kept)).rejects.toThrow();
        isDown = false;
        expect(await system.find("country", { name: "Suomi" }, kept)).toHaveLength(1);
      },
    );
  });

  it("is not kept where the search makes it shorter", async () => {
    const kept: KeptLists = new Map();
    const script = ({ path }: Arrived): Reply | undefined =>
      path === "/v1/localization/languages" ? { json: [] } : undefined;
    await using(connectTo("severa", script), async ({ system }) => {
      await system.find("language", { isInvoiceLanguage: true }, kept);
    });
    expect(kept.size).toBe(0);
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

  it("what the list does not show is asked for by itself: it may hide inactive ones, or go on for ever", async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `c${index}`);
    const byId = (path: string) => ({ json: { guid: path.slice("/v1/customers/".length) } });
    const lists: readonly ((token: number) => Reply)[] = [
      () => ({ json: ids.slice(0, 20).map((guid) => ({ guid })) }),
      (token) => ({ json: [{ guid: `other${token}` }], headers: { NextPageToken: `${token + 1}` } }),
    ];
    for (const list of lists) {
      const script = (request: Arrived): Reply | undefined => {
        if (request.path === "/v1/customers") return list(Number(request.query.get("pageToken") ?? 1));
        return request.path.startsWith("/v1/customers/") ? byId(request.path) : undefined;
      };
      await using(connectTo("severa", script), async ({ system, asked }) => {
        expect([...(await system.readMany("customer", ids)).keys()].toSorted()).toEqual(ids.toSorted());
        expect(asked().length).toBeLessThanOrEqual(2 * ids.length);
      });
    }
  });
});
