import { describe, expect, it } from "vitest";
import { retryAll, retryRecord } from "../../../engine/service/retry.ts";
import { temporaryStore } from "../store/sqlite/temporary-store.ts";
import { entry, record, scope } from "../store/store-fixtures.ts";

async function refused() {
  const { store } = await temporaryStore();
  await store.records.put(record("1", { label: "5001 Acme Oy" }));
  await store.records.put(record("2", { label: "5002 Acme Oy", state: "waiting" }));
  await store.records.put(record("3", { label: "5003 Beta Oy", flow: "customers" }));
  await store.records.put(record("4", { label: "5004 Gamma Oy", state: "watched" }));
  const hashOf = async (source: string, flow = "invoices") =>
    (await store.records.get(scope, flow, source))?.sourceHash;
  return { store, hashOf };
}

describe("trying a record again", () => {
  it("forgets what it looked like, so that the next run takes it", async () => {
    const { store, hashOf } = await refused();
    expect(await retryRecord(store, [scope], undefined, "5001")).toEqual({ kind: "retried", count: 1 });
    expect([await hashOf("1"), await hashOf("2")]).toEqual(["", "h1"]);
  });

  it("takes a whole id before parts of names", async () => {
    const { store } = await refused();
    await store.records.put(record("5", { label: "about 1 thing" }));
    expect(await retryRecord(store, [scope], undefined, "1")).toEqual({ kind: "retried", count: 1 });
  });

  it("does nothing where the name fits several", async () => {
    const { store, hashOf } = await refused();
    const answer = await retryRecord(store, [scope], undefined, "acme");
    expect(answer).toMatchObject({ kind: "several", found: [{ source: "1" }, { source: "2" }] });
    expect([await hashOf("1"), await hashOf("2")]).toEqual(["h1", "h1"]);
  });

  it("tells one that has nothing left to do from one that nobody knows", async () => {
    const { store } = await refused();
    store.log.add(entry("4", { label: "5004 Gamma Oy" }));
    expect(await retryRecord(store, [scope], undefined, "gamma")).toMatchObject({
      kind: "settled",
      record: { source: "4" },
    });
    expect(await retryRecord(store, [scope], undefined, "delta")).toEqual({ kind: "unknown" });
    expect(await retryRecord(store, [scope], "invoices", "beta")).toEqual({ kind: "unknown" });
    expect(await retryRecord(store, ["other/books"], undefined, "acme")).toEqual({ kind: "unknown" });
  });

  it("of all takes every scope, or one flow of it", async () => {
    const { store, hashOf } = await refused();
    expect(await retryAll(store, [scope, "other/books"], "customers")).toEqual({ kind: "retried", count: 1 });
    expect([await hashOf("3", "customers"), await hashOf("1")]).toEqual(["", "h1"]);
    expect(await retryAll(store, [scope], undefined)).toMatchObject({ kind: "retried" });
    expect([await hashOf("1"), await hashOf("2")]).toEqual(["", ""]);
  });
});
