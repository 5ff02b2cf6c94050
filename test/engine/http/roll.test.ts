import { describe, expect, it } from "vitest";
import { openShelf } from "../../../engine/store/open-shelf.ts";
import type { Connection } from "./scripted-server.ts";
import { connectTo, using } from "./scripted-server.ts";

const customer = (number: number) => ({ guid: `c${number}`, number, name: `Customer ${number % 2}` });

/** Severa with three pages of two customers each. */
async function withCustomers(work: (connection: Connection) => Promise<void>, shelf = openShelf()): Promise<void> {
  const script: Parameters<typeof connectTo>[1] = ({ path, query }) => {
    if (path !== "/v1/customers") return undefined;
    const page = Number(query.get("pageToken") ?? 0);
    const headers: Record<string, string> = page < 2 ? { NextPageToken: String(page + 1) } : {};
    return { json: [customer(page * 2), customer(page * 2 + 1)], headers };
  };
  await using(connectTo("severa", script, { shelf }), work);
  shelf.close();
}

const guids = (found: readonly { readonly [field: string]: unknown }[] | undefined) => found?.map(({ guid }) => guid);

describe("a list that is matched against", () => {
  it("is read once and searched by the fields that it was read for, by all of them exactly", async () => {
    await withCustomers(async ({ system, asked }) => {
      const roll = await system.roll?.("customer", ["name", "number"], 100);
      expect(roll?.pages).toBe(3);
      expect(guids(roll?.find({ number: 3 }))).toEqual(["c3"]);
      expect(guids(roll?.find({ name: "Customer 1" }))).toEqual(["c1", "c3", "c5"]);
      expect(guids(roll?.find({ name: "Customer 0", number: 3 }))).toEqual([]);
      expect(guids(roll?.find({ number: 99 }))).toEqual([]);
      expect(asked()).toHaveLength(3);
    });
  });

  it("cannot tell of values that no record has in so many words", async () => {
    await withCustomers(async ({ system }) => {
      const roll = await system.roll?.("customer", ["number"], 100);
      expect(roll?.find({ number: undefined })).toBeUndefined();
      expect(roll?.find({ email: "a@b.example" })).toBeUndefined();
    });
  });

  it("has what is made after it was read", async () => {
    await withCustomers(async ({ system }) => {
      const roll = await system.roll?.("customer", ["number"], 100);
      roll?.note(customer(7));
      expect(guids(roll?.find({ number: 7 }))).toEqual(["c7"]);
      roll?.end();
      expect(guids(roll?.find({ number: 7 }))).toEqual([]);
    });
  });

  it("is given up when it has more pages than the searches are worth, of which many may go in one call", async () => {
    await withCustomers(async ({ system, asked }) => {
      expect(await system.roll?.("customer", ["number"], 20)).toBeUndefined();
      expect(asked()).toHaveLength(3);
      expect(await system.roll?.("customer", ["vatNumber"], 3)).toBeDefined();
    });
  });
});
