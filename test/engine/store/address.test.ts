import { describe, expect, it } from "vitest";
import { readAddress } from "../../../engine/store/address.ts";

describe("the address of a store", () => {
  it.each([
    ["koppel.sqlite", "koppel.sqlite"],
    ["/var/lib/koppel.sqlite", "/var/lib/koppel.sqlite"],
    ["sqlite:data/koppel.db", "data/koppel.db"],
    ["sqlite:///var/lib/koppel.db", "/var/lib/koppel.db"],
    ["C:\\koppel\\koppel.db", "C:\\koppel\\koppel.db"],
    ["notes: today.db", "notes: today.db"],
  ])("%s is a SQLite file", (written, path) => {
    expect(readAddress(written)).toEqual({ kind: "file", path });
  });

  it("memory: is one that is gone when it is closed", () => {
    expect(readAddress("memory:")).toEqual({ kind: "memory" });
  });

  it.each([
    ["postgres://koppel@db/koppel", "postgres"],
    ["mysql://db", "mysql"],
  ])("%s is another kind of database", (written, scheme) => {
    expect(readAddress(written)).toEqual({ kind: "other", scheme });
  });
});
