import { describe, expect, it } from "vitest";
import { logEntries } from "../../../../engine/service/read-model/log-entries.ts";
import { temporaryStore } from "../../store/sqlite/temporary-store.ts";
import { entry, scope } from "../../store/store-fixtures.ts";

async function logged() {
  const { store } = await temporaryStore();
  store.log.add(entry("1", { at: 1, label: "1 Acme Oy" }));
  store.log.add(entry("2", { at: 2, scope: "beta/books", label: "2 Acme Oy", level: "error" }));
  store.log.add(entry("3", { at: 3, flow: "customers", label: "3 Beta Oy" }));
  store.log.add(entry("4", { at: 4, scope: "gamma/books" }));
  await store.flush();
  return store;
}

describe("the transfer log of several scopes", () => {
  const scopes = [scope, "beta/books"];
  const sources = async (query: Partial<Parameters<typeof logEntries>[1]>): Promise<readonly string[]> =>
    (await logEntries(await logged(), { scopes, limit: 100, ...query })).map(({ source }) => source);

  it("is one list in the order of writing", async () => {
    expect(await sources({})).toEqual(["1", "2", "3"]);
  });

  it("is narrowed by flow, level and time", async () => {
    expect(await sources({ flow: "customers" })).toEqual(["3"]);
    expect(await sources({ level: "error" })).toEqual(["2"]);
    expect(await sources({ since: 2 })).toEqual(["2", "3"]);
  });

  it("is searched whole for a record, and only then cut to the newest", async () => {
    expect(await sources({ limit: 2 })).toEqual(["2", "3"]);
    expect(await sources({ record: "acme", limit: 1 })).toEqual(["2"]);
    expect(await sources({ record: "1", limit: 1 })).toEqual(["1"]);
  });
});
