import { describe, expect, it } from "vitest";
import { scope } from "../store-fixtures.ts";
import type { NewPlace } from "./place.ts";

export function outboxConforms(newPlace: NewPlace<"outbox">): void {
  describe("outbox", () => {
    it("a mail is queued once, waits after a failure, and is never sent again", async () => {
      const store = await (await newPlace()).open();
      await store.outbox.add({ dedupeKey: "m", scope, body: "1" }, 10);
      await store.outbox.add({ dedupeKey: "m", scope, body: "2" }, 10);
      expect(await store.outbox.waiting(10)).toEqual([{ dedupeKey: "m", scope, body: "1", attempts: 0 }]);
      await store.outbox.failed("m", 20);
      expect(await store.outbox.waiting(19)).toEqual([]);
      expect(await store.outbox.waiting(20)).toEqual([{ dedupeKey: "m", scope, body: "1", attempts: 1 }]);
      await store.outbox.sent("m");
      expect(await store.outbox.waiting(30)).toEqual([]);
      await store.outbox.add({ dedupeKey: "m", scope, body: "3" }, 40);
      expect(await store.outbox.waiting(50)).toEqual([]);
    });

    it("mails go in the order in which they came, a hundred at a time", async () => {
      const store = await (await newPlace()).open();
      const keys = Array.from({ length: 101 }, (_, index) => `m${101 - index}`);
      for (const [index, dedupeKey] of keys.entries())
        await store.outbox.add({ dedupeKey, scope, body: "" }, 1_000 - index);
      expect((await store.outbox.waiting(1_000)).map(({ dedupeKey }) => dedupeKey)).toEqual(keys.slice(0, 100));
      expect(await store.outbox.waiting(899)).toEqual([]);
    });
  });
}
