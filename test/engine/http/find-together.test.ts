import { describe, expect, it } from "vitest";
import { type Arrived, connectTo, type Reply, using } from "./scripted-server.ts";

describe("many searches at once take few calls", () => {
  const partners = Array.from({ length: 30 }, (_, index) => ({
    id: index + 1,
    name: `P${index}`,
    invoicingInfo: { customerNumber: String(1000 + index), identifier: `id-${index % 3}` },
  }));
  const script = (request: Arrived): Reply | undefined => {
    if (request.path === "/businesspartners") {
      const number = request.query.get("customerNumber");
      const results = partners.filter(
        (partner) => number === null || partner.invoicingInfo.customerNumber.includes(number),
      );
      return { json: { results: request.query.get("active") === "true" ? results : [], meta: { pageSize: 200 } } };
    }
    if (!request.path.startsWith("/businesspartners/")) return undefined;
    const ids = request.path.slice(18).split(",").map(Number);
    return {
      json: ids.length === 1 ? partners[(ids[0] ?? 1) - 1] : ids.map((id) => ({ ...partners[id - 1], whole: true })),
    };
  };

  it("from one list, with the same results as one by one", async () => {
    const wheres = partners.slice(0, 20).map((partner, index) => ({
      "invoicingInfo.customerNumber": index === 7 ? "nobody" : partner.invoicingInfo.customerNumber,
      "invoicingInfo.identifier": "id-1",
    }));
    await using(connectTo("procountor", script), async ({ system, asked }) => {
      const together = await Promise.all(wheres.map((where) => system.find("businessPartner", where)));
      const calls = asked().length;
      expect(calls).toBeLessThanOrEqual(3);
      const single: (typeof together)[number][] = [];
      for (const where of wheres) single.push(await system.find("businessPartner", where));
      expect(together.map((found) => found.map((each) => each["id"]))).toEqual(
        single.map((found) => found.map((each) => each["id"])),
      );
      expect(together.filter((found) => found.length === 1)).toHaveLength(6);
      // Whole, and not as the list has them.
      expect(together.flat().every((found) => found["whole"] === true)).toBe(true);
    });
  });

  it("with all values in one filter where the vendor takes several", async () => {
    const answer = (request: Arrived): Reply | undefined =>
      request.path === "/v1/customers"
        ? { json: request.query.getAll("numbers").map((number) => ({ guid: `c${number}`, number: Number(number) })) }
        : undefined;
    await using(connectTo("severa", answer), async ({ system, asked }) => {
      const found = await Promise.all(
        Array.from({ length: 60 }, (_, index) => system.find("customer", { number: index })),
      );
      expect(found.map((each) => each.map((customer) => customer["guid"]))).toEqual(
        Array.from({ length: 60 }, (_, index) => [`c${index}`]),
      );
      expect(asked()).toHaveLength(2);
    });
  });

  it("one by one after all when the list is long, and at once so the next time", async () => {
    const endless = (request: Arrived): Reply | undefined => {
      if (request.path !== "/invoices") return undefined;
      const number = request.query.get("originalInvoiceNumber");
      if (number !== null) return { json: { results: [], meta: { pageSize: 200 } } };
      const after = Number(request.query.get("previousId") ?? 0);
      return { json: { results: [{ id: after + 1, originalInvoiceNumber: "x" }], meta: { pageSize: 1 } } };
    };
    await using(connectTo("procountor", endless), async ({ system, asked }) => {
      const find = () =>
        Promise.all(
          Array.from({ length: 10 }, (_, index) => system.find("invoice", { originalInvoiceNumber: `n${index}` })),
        );
      expect((await find()).flat()).toEqual([]);
      const first = asked().length;
      expect(first).toBeLessThanOrEqual(16);
      await find();
      expect(asked().length - first).toBe(10);
    });
  });

  it("a fault reaches every search", async () => {
    await using(
      connectTo("procountor", (request) =>
        request.path === "/invoices" ? { status: 400, json: { errors: [{ status: 400, message: "no" }] } } : undefined,
      ),
      async ({ system }) => {
        const results = await Promise.allSettled(
          Array.from({ length: 10 }, (_, index) => system.find("invoice", { originalInvoiceNumber: `n${index}` })),
        );
        expect(results.every((result) => result.status === "rejected")).toBe(true);
      },
    );
  });
});
