import { DatabaseSync } from "node:sqlite";
import { expect, it, onTestFinished, vi } from "vitest";
import { GroupCommit, realTiming } from "../../../../engine/store/sqlite/group-commit.ts";
import { SqliteTables } from "../../../../engine/store/sqlite/tables.ts";

function newTables() {
  const database = new DatabaseSync(":memory:");
  database.exec("CREATE TABLE song (number INTEGER PRIMARY KEY, name TEXT NOT NULL, year INTEGER) STRICT");
  const commit = new GroupCommit(database, ":memory:", realTiming);
  onTestFinished(() => commit.abandon());
  return { database, commit, tables: new SqliteTables(database, commit) };
}

const adding = "INSERT INTO song (name, year) VALUES (?, ?)";

it("what is undefined is stored as NULL and comes back undefined", async () => {
  const { commit, tables } = newTables();
  expect(await commit.write(() => tables.insert(adding, "Finlandia", undefined))).toBe(1n);
  expect(tables.one("SELECT * FROM song WHERE year IS NULL")).toEqual({
    number: 1,
    name: "Finlandia",
    year: undefined,
  });
  expect(tables.one("SELECT * FROM song WHERE year = ?", 1899)).toBeUndefined();
});

it("tells how many rows were changed, and of which number one was added, if one was", async () => {
  const { commit, tables } = newTables();
  await commit.write(() => tables.insert(adding, "Finlandia", 1899));
  await commit.write(() => tables.insert(adding, "Tapiola", 1926));
  expect(await commit.write(() => tables.change("UPDATE song SET year = year + 1"))).toBe(2);
  expect(await commit.write(() => tables.change("UPDATE song SET year = 1 WHERE name = ?", "Kullervo"))).toBe(0);
  const unless = "INSERT INTO song (number, name) VALUES (1, ?) ON CONFLICT DO NOTHING";
  expect(await commit.write(() => tables.insert(unless, "Kullervo"))).toBeUndefined();
  expect(tables.all<{ name: string }>("SELECT name FROM song ORDER BY number")).toEqual([
    { name: "Finlandia" },
    { name: "Tapiola" },
  ]);
});

it("parses each statement once", async () => {
  const { database, commit, tables } = newTables();
  const prepare = vi.spyOn(database, "prepare");
  for (const name of ["Finlandia", "Tapiola", "Kullervo"]) await commit.write(() => tables.change(adding, name, 0));
  expect(prepare).toHaveBeenCalledTimes(1);
});

it("of statements that belong together all are written or none, and who shares the transaction is told", async () => {
  const { commit, tables } = newTables();
  const sharing = commit.write(() => tables.change(adding, "Tapiola", 1926));
  const together = tables.writeTogether(() => {
    tables.change(adding, "Finlandia", 1899);
    tables.change("INSERT INTO song (name) VALUES (?)", undefined);
  });
  await expect(together).rejects.toThrow("NOT NULL");
  await expect(sharing).rejects.toThrow("NOT NULL");
  expect(tables.all("SELECT * FROM song")).toEqual([]);
});
