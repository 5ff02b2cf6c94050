import { describe, expect, it } from "vitest";
import { openShelf } from "../../../engine/store/open-shelf.ts";
import type { RecordValue } from "../../../engine/value/value.ts";
import { type Arrived, connectTo, type Reply, using } from "./scripted-server.ts";

const moment = "2026-02-02T08:00:00Z";

/** An invoice as the list gives it. */
const invoice = (number: number, change: RecordValue = {}): RecordValue => ({
  guid: `i${number}`,
  number,
  createdDateTime: moment,
  lastUpdatedDateTime: moment,
  totalExcludingTax: { amount: 100, currencyCode: "EUR" },
  notes: "whatever",
  ...change,
});
const invoices = (from: number, to: number): RecordValue[] =>
  Array.from({ length: to - from + 1 }, (_, index) => invoice(from + index));
const row = (number: number) => ({ guid: `r${number}`, invoiceGuid: `i${number}`, description: `Work ${number}` });

/** 100 invoices with a row each, in pages of 100. */
function shop(request: Arrived): Reply | undefined {
  const one = /^\/v1\/invoices\/i(\d+)\/invoicerows$/.exec(request.path);
  if (one !== null) return { json: [{ ...row(Number(one[1])), description: "asked for by itself" }] };
  if (request.path === "/v1/invoicerows") return { json: Array.from({ length: 100 }, (_, index) => row(index + 1)) };
  if (request.path === "/v1/invoices") return { json: invoices(1, 100) };
  return undefined;
}

async function withShelf(
  work: (connection: Awaited<ReturnType<typeof connectTo>>, paths: () => readonly string[]) => Promise<void>,
  script = shop,
): Promise<void> {
  const shelf = openShelf();
  await using(connectTo("severa", script, { shelf }), async (connection) => {
    await work(connection, () => connection.asked().map(({ path }) => path));
  });
  shelf.close();
}

const descriptions = (found: unknown): unknown[] =>
  (found as readonly (readonly RecordValue[])[]).map((rows) => rows.map(({ description }) => description).join());

describe("lists of children", () => {
  it("are read once for all records that are expected, however many windows they are taken in", async () => {
    await withShelf(async ({ system }, paths) => {
      const expected = system.expect?.("invoice");
      expect(expected?.isOfUse).toBe(true);
      expected?.add(invoices(31, 100));
      for (const [from, to] of [
        [1, 30],
        [31, 60],
        [61, 100],
      ] as const) {
        const rows = await system.relation("invoice", "rows", invoices(from, to));
        expect(descriptions(rows)).toEqual(invoices(from, to).map(({ number }) => `Work ${String(number)}`));
      }
      expect(paths()).toEqual(["/v1/invoicerows"]);
    });
  });

  it("do not count for an invoice that has changed since it was expected, nor for one that came later", async () => {
    await withShelf(async ({ system }, paths) => {
      system.expect?.("invoice").add(invoices(31, 60));
      await system.relation("invoice", "rows", invoices(1, 30));
      const later = [
        invoice(31),
        invoice(32, { lastUpdatedDateTime: "2026-02-02T09:00:00Z" }),
        invoice(33, { totalExcludingTax: { amount: 90, currencyCode: "EUR" } }),
        invoice(61),
      ];
      expect(descriptions(await system.relation("invoice", "rows", later))).toEqual([
        "Work 31",
        "asked for by itself",
        "asked for by itself",
        "asked for by itself",
      ]);
      expect(paths()).toHaveLength(4);
    });
  });

  it("tell whether an invoice has changed by fields that nobody keeps", async () => {
    await withShelf(async ({ system }, paths) => {
      const expected = system.expect?.("invoice");
      const query = { keep: new Set(["guid", "createdDateTime"]) };
      const listed: RecordValue[] = [];
      for await (const page of system.pages("invoice", query)) listed.push(...page);
      expected?.add(listed.slice(30));
      await system.relation("invoice", "rows", listed.slice(0, 30));
      const again: RecordValue[] = [];
      for await (const page of system.pages("invoice", query)) again.push(...page);
      expect(descriptions(await system.relation("invoice", "rows", again.slice(30, 32)))).toEqual([
        "Work 31",
        "Work 32",
      ]);
      expect(paths().filter((path) => path === "/v1/invoicerows")).toHaveLength(1);
      const bare = [{ guid: "i33", createdDateTime: moment }];
      expect(descriptions(await system.relation("invoice", "rows", bare))).toEqual(["asked for by itself"]);
    });
  });

  it("are forgotten with those that were expected", async () => {
    await withShelf(async ({ system }, paths) => {
      const expected = system.expect?.("invoice");
      expected?.add(invoices(31, 60));
      await system.relation("invoice", "rows", invoices(1, 30));
      expected?.end();
      await system.relation("invoice", "rows", invoices(31, 60));
      expect(paths()).toEqual(["/v1/invoicerows", "/v1/invoicerows"]);
      // Expected anew, they are read anew, and what was kept before does not stand beside them.
      system.expect?.("invoice").add(invoices(31, 60));
      await system.relation("invoice", "rows", invoices(1, 30));
      expect(descriptions(await system.relation("invoice", "rows", invoices(31, 32)))).toEqual(["Work 31", "Work 32"]);
    });
  });

  it("count only when they were read to their end: of one that is given up nothing is left", async () => {
    let isEndless = true;
    let pages = 0;
    const script = (request: Arrived): Reply | undefined =>
      isEndless && request.path === "/v1/invoicerows"
        ? { json: [row(31)], headers: { NextPageToken: String(++pages) } }
        : shop(request);
    await withShelf(async ({ system }) => {
      system.expect?.("invoice").add(invoices(31, 60));
      await system.relation("invoice", "rows", invoices(1, 30));
      expect(new Set(descriptions(await system.relation("invoice", "rows", invoices(31, 60))))).toEqual(
        new Set(["asked for by itself"]),
      );
      isEndless = false;
      await system.relation("invoice", "rows", invoices(1, 30));
      expect(descriptions(await system.relation("invoice", "rows", invoices(31, 32)))).toEqual(["Work 31", "Work 32"]);
    }, script);
  });

  it("of which a page fails are read anew, with every child once", async () => {
    let isFailing = true;
    const script = (request: Arrived): Reply | undefined => {
      if (!isFailing || request.path !== "/v1/invoicerows") return shop(request);
      return request.query.get("pageToken") === null
        ? { json: [row(31), row(32)], headers: { NextPageToken: "2" } }
        : { status: 400, json: { message: "No." } };
    };
    await withShelf(async ({ system }) => {
      system.expect?.("invoice").add(invoices(31, 60));
      await expect(system.relation("invoice", "rows", invoices(1, 30))).rejects.toThrow("400");
      isFailing = false;
      await system.relation("invoice", "rows", invoices(61, 90));
      expect(descriptions(await system.relation("invoice", "rows", invoices(31, 32)))).toEqual(["Work 31", "Work 32"]);
    }, script);
  });

  it("asked for at the same time are read once, with every child once", async () => {
    await withShelf(async ({ system, asked }) => {
      system.expect?.("invoice").add(invoices(31, 60));
      await Promise.all([
        system.relation("invoice", "rows", invoices(1, 30)),
        system.relation("invoice", "rows", invoices(31, 60)),
      ]);
      expect(descriptions(await system.relation("invoice", "rows", invoices(31, 32)))).toEqual(["Work 31", "Work 32"]);
      expect(asked().filter(({ query }) => query.get("pageToken") === null)).toHaveLength(1);
    });
  });

  it("begin with the oldest of all that are expected", async () => {
    await withShelf(async ({ system, asked }) => {
      const older = invoice(31, { createdDateTime: "2026-01-05T08:00:00Z" });
      system.expect?.("invoice").add([older, invoice(32)]);
      await system.relation("invoice", "rows", invoices(1, 30));
      expect([...(asked()[0]?.query.values() ?? [])].join()).toContain("2026-01-05");
    });
  });
});
