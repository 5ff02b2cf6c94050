import { describe, expect, it } from "vitest";
import { scope } from "../store-fixtures.ts";
import type { NewPlace } from "./place.ts";

/** What is kept under a name: cursors, memory, tokens. */
export function memoryConforms(newPlace: NewPlace<"cursors" | "memory" | "tokens">): void {
  describe("cursors, memory and tokens", () => {
    it("a cursor is kept by flow and stream, and moves", async () => {
      const store = await (await newPlace()).open();
      await store.cursors.set(scope, "f", "s", "2026-01-01T00:00:00Z");
      expect(await store.cursors.get(scope, "f", "s")).toBe("2026-01-01T00:00:00Z");
      await store.cursors.set(scope, "f", "s", "2026-01-02T00:00:00Z");
      expect(await store.cursors.get(scope, "f", "s")).toBe("2026-01-02T00:00:00Z");
      expect(await store.cursors.get(scope, "f", "other")).toBeUndefined();
      expect(await store.cursors.get("other/books", "f", "s")).toBeUndefined();
    });

    it("memory is kept by topic and key, and given in the order of its keys", async () => {
      const store = await (await newPlace()).open();
      await store.memory.put(scope, "t", "b", "2");
      await store.memory.put(scope, "t", "a", "1");
      await store.memory.put(scope, "other", "c", "3");
      expect([...(await store.memory.all(scope, "t"))]).toEqual([
        ["a", "1"],
        ["b", "2"],
      ]);
      await store.memory.remove(scope, "t", "b");
      expect([...(await store.memory.all(scope, "t"))]).toEqual([["a", "1"]]);
      await store.memory.remove(scope, "t", "never there");
      await store.memory.put(scope, "t", "a", "");
      expect(await store.memory.get(scope, "t", "a")).toBe("");
      expect(await store.memory.get(scope, "t", "b")).toBeUndefined();
      expect(await store.memory.get("other/books", "t", "a")).toBeUndefined();
    });

    it("a token is kept by connection until another comes or it is removed", async () => {
      const store = await (await newPlace()).open();
      await store.tokens.put("c", "secret", 5);
      expect(await store.tokens.get("c")).toEqual({ value: "secret", expiresAt: 5 });
      await store.tokens.put("c", "newer", 6);
      expect(await store.tokens.get("c")).toEqual({ value: "newer", expiresAt: 6 });
      await store.tokens.remove("c");
      expect(await store.tokens.get("c")).toBeUndefined();
      await store.tokens.remove("c");
    });
  });
}
