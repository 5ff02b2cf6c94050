import { describe, expect, it } from "vitest";
import type { NewPlace } from "./place.ts";

export function leasesConform(newPlace: NewPlace<"leases">): void {
  describe("leases", () => {
    it("a lease has one holder; it is free after its time or its release, under a higher fence", async () => {
      const store = await (await newPlace()).open();
      expect(await store.leases.acquire("x", "a", 0, 100)).toEqual({ fence: 1 });
      expect(await store.leases.acquire("x", "b", 99, 100)).toEqual({ heldBy: "a", until: 100 });
      expect(await store.leases.renew("x", "a", 1, 50, 100)).toBe(true);
      expect(await store.leases.acquire("x", "b", 149, 100)).toEqual({ heldBy: "a", until: 150 });
      expect(await store.leases.acquire("x", "b", 150, 100)).toEqual({ fence: 2 });
      expect(await store.leases.renew("x", "a", 1, 151, 100)).toBe(false);
      await store.leases.release("x", "a", 1);
      expect(await store.leases.acquire("x", "c", 160, 100)).toEqual({ heldBy: "b", until: 250 });
      await store.leases.release("x", "b", 2);
      expect(await store.leases.acquire("x", "c", 170, 100)).toEqual({ fence: 3 });
    });

    it("each name has its own", async () => {
      const store = await (await newPlace()).open();
      await store.leases.acquire("x", "a", 0, 100);
      await store.leases.release("x", "a", 1);
      expect(await store.leases.acquire("x", "a", 1, 100)).toEqual({ fence: 2 });
      expect(await store.leases.acquire("y", "b", 1, 100)).toEqual({ fence: 1 });
    });

    it("who held it under an earlier fence can neither renew nor release it, also under the same name", async () => {
      const store = await (await newPlace()).open();
      await store.leases.acquire("x", "a", 0, 100);
      expect(await store.leases.acquire("x", "a", 100, 100)).toEqual({ fence: 2 });
      expect(await store.leases.renew("x", "a", 1, 110, 100)).toBe(false);
      await store.leases.release("x", "a", 1);
      expect(await store.leases.acquire("x", "b", 199, 100)).toEqual({ heldBy: "a", until: 200 });
      expect(await store.leases.renew("nobody's", "a", 1, 110, 100)).toBe(false);
    });
  });
}
