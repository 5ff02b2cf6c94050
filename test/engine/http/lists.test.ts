import { describe, expect, it } from "vitest";
import { invoices } from "./listed-invoices.ts";
import { type Arrived, all, connectTo, type Reply, using } from "./scripted-server.ts";

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
