import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { leaseOf } from "../../../engine/store/store.ts";
import { entry, intent, record, scope } from "../../engine/store/store-fixtures.ts";
import { storeWorkspace } from "../store-workspace.ts";

const AT = Date.parse("2026-03-02T06:00:05Z");

describe("koppel log lists", () => {
  it("what waits, why and until when; what is open; and what a person must decide", async () => {
    const { call, store } = storeWorkspace();
    const open = await store();
    await open.leases.acquire(leaseOf(scope), "me", 0, 1);
    const sent = { sentAt: AT, settleUntil: AT + 240_000 };
    await open.intents.add(intent("a", { source: "S1", state: "uncertain", ...sent }), 1, AT);
    await open.intents.add(intent("b", { source: "S2", state: "undecided", answer: "the answer was lost" }), 1, AT);
    await open.intents.add(intent("c", { source: "S3", state: "confirmed" }), 1, AT);
    await open.records.put(record("S1", { state: "waiting", at: AT, message: "It may still arrive." }));
    await open.records.put(record("S4", { state: "waiting", at: AT + 1, message: undefined }));
    await open.records.put(record("S2", { at: AT }));
    await open.flush();
    const waiting = call("log", "--waiting");
    expect(waiting.stdout).toContain("S1 Acme Oy  acme/books invoices");
    expect(waiting.stdout).toContain(
      "since 2026-03-02 08:00:05 +02:00, until 2026-03-02 08:04:05 +02:00 at least, id S1",
    );
    expect(waiting.stdout).toContain("It may still arrive.");
    expect(waiting.stdout).toContain("until the next run, id S4");
    expect(waiting.stdout).toContain("2 records waiting.");
    expect(JSON.parse(call("log", "--waiting", "--format", "json", "--record", "S1").stdout)).toMatchObject([
      { source: "S1", message: "It may still arrive.", until: "2026-03-02T06:04:05.000Z" },
    ]);
    const writes = call("log", "--writes");
    expect(writes.stdout).toMatch(/S1 Acme Oy {2}create books\/invoice {2}uncertain/);
    expect(writes.stdout).toMatch(/S2 Acme Oy {2}create books\/invoice {2}undecided/);
    expect(writes.stdout).toContain("the answer was lost.");
    expect(writes.stdout).toContain("2 writes open; 1 of them wait for a person.");
    expect(JSON.parse(call("log", "--writes", "-f", "json").stdout)).toMatchObject([
      { source: "S1", state: "uncertain", until: "2026-03-02T06:04:05.000Z" },
      { source: "S2", state: "undecided", until: null, reason: "the answer was lost" },
    ]);
    expect(call("log", "--writes", "--flow", "other").stdout).toContain("No write is open.");
    const both = call("log", "--open", "--waiting");
    expect([both.status, both.stderr]).toEqual([2, expect.stringContaining("one of --open and --waiting")]);
  });
});

describe("koppel log --follow", () => {
  it("shows entries of any process as they come, through its filters and through a prune, and ends with 0", async () => {
    const { start, store } = storeWorkspace();
    const child = start("log", "--follow", "--format", "json", "--level", "error");
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const next = async (): Promise<unknown> => JSON.parse(String((await lines.next()).value)).source;
    // There is no store yet: it waits for one.
    const open = await store();
    const told = (source: string): void => open.log.add(entry(source, { level: "error", at: Date.now() }));
    told("S1");
    open.log.add(entry("not this"));
    await open.flush();
    expect(await next()).toBe("S1");
    for (let number = 2; number <= 4; number++) told(`S${number}`);
    await open.flush();
    expect([await next(), await next(), await next()]).toEqual(["S2", "S3", "S4"]);
    for await (const _ of open.upkeep.prune(Number.MAX_SAFE_INTEGER));
    told("S5");
    await open.flush();
    expect(await next()).toBe("S5");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});
