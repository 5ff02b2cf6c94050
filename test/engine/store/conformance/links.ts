import { describe, expect, it } from "vitest";
import { BigDecimal, fromText } from "../../../../engine/value/decimal.ts";
import { link, scope } from "../store-fixtures.ts";
import type { NewPlace } from "./place.ts";

export function linksConform(newPlace: NewPlace<"links">): void {
  describe("links", () => {
    it("a target belongs to one source of a register", async () => {
      const store = await (await newPlace()).open();
      expect(await store.links.put(link("s1", "t1"))).toBe(true);
      expect(await store.links.put(link("s2", "t1"))).toBe(false);
      expect(await store.links.put({ ...link("s2", "t1"), register: "products" })).toBe(true);
      expect(await store.links.put(link("s1", "t2"))).toBe(true);
      expect(await store.links.put(link("s2", "t1"))).toBe(true);
      expect(await store.links.byTarget(scope, "customers", "t2")).toEqual(link("s1", "t2"));
      expect(await store.links.bySource(scope, "customers", "s2")).toEqual(link("s2", "t1"));
      expect([...(await store.links.many(scope, "customers", ["s2", "s3"])).keys()]).toEqual(["s2"]);
      expect(await store.links.count(scope, "customers")).toBe(2);
    });

    it("of two sources that claim a target at once, one gets it", async () => {
      const store = await (await newPlace()).open();
      expect(await Promise.all([store.links.put(link("s1", "t1")), store.links.put(link("s2", "t1"))])).toEqual([
        true,
        false,
      ]);
      expect(await store.links.byTarget(scope, "customers", "t1")).toEqual(link("s1", "t1"));
      expect(await store.links.bySource(scope, "customers", "s2")).toBeUndefined();
    });

    it("put again, it is replaced in every field", async () => {
      const store = await (await newPlace()).open();
      await store.links.put(link("s1", "t1"));
      const changed = {
        ...{ ...link("s1", "t9"), matchHash: "m2", writtenHash: "w2", origin: "manual" as const },
        written: { record: { id: "t9", city: "Espoo" }, body: { city: "Espoo" }, revision: 2 },
      };
      expect(await store.links.put(changed)).toBe(true);
      expect(await store.links.bySource(scope, "customers", "s1")).toEqual(changed);
      expect(await store.links.many(scope, "customers", ["s1"])).toEqual(new Map([["s1", changed]]));
      expect(await store.links.byTarget(scope, "customers", "t1")).toBeUndefined();
    });

    it("what was written comes back to the digit, with its records and lists", async () => {
      const store = await (await newPlace()).open();
      const exact = fromText("12345678901234567890.123");
      const body = { exact, small: 12.5, address: { city: "Åbo" }, tags: ["a", null], yes: true };
      await store.links.put({ ...link("s1", "t1"), written: { record: {}, body, revision: 7 } });
      const read = (await store.links.bySource(scope, "customers", "s1"))?.written;
      expect(read).toEqual({ record: {}, body, revision: 7 });
      expect(read?.body["exact"]).toBeInstanceOf(BigDecimal);
    });
  });
}
