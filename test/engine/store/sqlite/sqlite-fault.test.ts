import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { isBusy, storeFault } from "../../../../engine/store/sqlite/sqlite-fault.ts";
import { StoreFault } from "../../../../engine/store/store-fault.ts";

/** As `node:sqlite` throws it. */
function sqliteError(errcode: number): Error {
  return Object.assign(new Error("it went wrong"), { code: "ERR_SQLITE_ERROR", errcode });
}

describe("an error of SQLite", () => {
  it.each([
    [5, "another process is writing to the store and does not finish"],
    [8, "the store cannot be written"],
    [10, "the disk reports an error"],
    [11, "the store is damaged"],
    [13, "the disk is full"],
    [14, "the file cannot be opened"],
    [26, "this is another kind of file, not a store"],
  ])("%i is told in words, with what would be right", (code, found) => {
    const error = sqliteError(code);
    const fault = storeFault("here.db", error);
    expect(fault).toBeInstanceOf(StoreFault);
    expect(fault).toMatchObject({ place: "here.db", found, cause: error });
  });

  it("is known by its primary code, whatever stands above it", () => {
    // SQLITE_IOERR_FSYNC and SQLITE_BUSY_SNAPSHOT.
    expect(storeFault("here.db", sqliteError(1034))).toMatchObject({ found: "the disk reports an error" });
    expect(isBusy(sqliteError(517))).toBe(true);
    // SQLITE_LOCKED_SHAREDCACHE.
    expect(isBusy(sqliteError(262))).toBe(true);
    expect(isBusy(sqliteError(13))).toBe(false);
  });

  it("of a kind that nobody foresaw is told as SQLite tells it", () => {
    const database = new DatabaseSync(":memory:");
    let error: unknown;
    try {
      database.exec("nonsense");
    } catch (thrown) {
      error = thrown;
    }
    expect(storeFault("here.db", error).message).toBe(
      'here.db: SQLite says: near "nonsense": syntax error. Check the file',
    );
  });

  it("is not what other errors are: they stay as they are", () => {
    const other = new TypeError("no");
    expect(storeFault("here.db", other)).toBe(other);
    const told = new StoreFault("there.db", "it is gone", "Look for it");
    expect(storeFault("here.db", told)).toBe(told);
    expect(isBusy(other)).toBe(false);
  });
});
