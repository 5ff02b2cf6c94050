import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { SqliteShelf } from "../../../../engine/store/sqlite/shelf.ts";

describe("the shelf of a process", () => {
  it("gives back what stands under a topic and a key, in the order in which it came", () => {
    const shelf = new SqliteShelf();
    expect(shelf.get("rows", "a")).toEqual([]);
    shelf.put("rows", "a", "1");
    shelf.put("rows", "b", "2");
    shelf.put("rows", "a", "3");
    shelf.put("partners", "a", "4");
    expect(shelf.get("rows", "a")).toEqual(["1", "3"]);
    shelf.clear("rows");
    expect(shelf.get("rows", "a")).toEqual([]);
    expect(shelf.get("partners", "a")).toEqual(["4"]);
    shelf.close();
    expect(shelf.get("partners", "a")).toEqual([]);
  });

  it("holds more than memory should without a file that another could open", () => {
    const before = readdirSync(tmpdir());
    const shelf = new SqliteShelf();
    const text = "x".repeat(10_000);
    const memory = process.memoryUsage().rss;
    for (let index = 0; index < 5_000; index++) shelf.put("rows", String(index), text);
    expect(process.memoryUsage().rss - memory).toBeLessThan(40_000_000);
    expect(shelf.get("rows", "4999")).toEqual([text]);
    const made = readdirSync(tmpdir()).filter((name) => !before.includes(name) && name.startsWith("etilqs"));
    expect(made).toEqual([]);
    shelf.close();
  });
});
