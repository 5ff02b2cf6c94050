import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { leaseOf } from "../../../engine/store/store.ts";
import { entry, intent, planned, record, scope } from "../../engine/store/store-fixtures.ts";
import { storeWorkspace } from "../store-workspace.ts";

const DAY = 86_400_000;

async function filled(more?: string) {
  const workspace = storeWorkspace(more);
  const store = await workspace.store();
  await store.leases.acquire(leaseOf(scope), "me", 0, 1);
  for (let number = 0; number < 1_500; number++)
    store.log.add(entry(`S${number}`, { at: Date.now() - (number < 1_200 ? 500 : 1) * DAY }));
  await store.intents.add(intent("done", { state: "confirmed", targetId: "t", body: "{}" }), 1, Date.now() - 500 * DAY);
  await planned(store, "open");
  await store.records.put(record("S1"));
  await store.flush();
  return { ...workspace, open: store };
}

describe("koppel store", () => {
  it("shows what there is and what could be pruned, prunes it, and makes the file smaller, while others have it open", async () => {
    const { call, open } = await filled();
    const shown = call("store");
    expect(shown.stdout).toMatch(/log entries +1,500 .* 1,200\n/);
    expect(shown.stdout).toContain("Nothing is pruned by itself");
    const before = JSON.parse(call("store", "show", "--format", "json").stdout);
    expect(before).toMatchObject({ version: 4, olderThanDays: 400, retentionDays: null, restored: null });
    expect(call("store", "prune", "--older-than", "400d").stdout).toContain("1,200 log entries, 1 bodies of writes");
    const compacted = JSON.parse(call("store", "compact", "-f", "json").stdout);
    expect(compacted.after).toBeLessThan(compacted.before);
    expect(compacted.free).toBe(0);
    expect(await open.intents.get("open")).toMatchObject({ state: "planned" });
    expect(call("store", "check")).toMatchObject({ status: 0, stdout: "The store is whole.\n" });
    const soon = call("store", "prune", "--older-than", "2h");
    expect([soon.status, soon.stderr]).toEqual([2, expect.stringContaining("Give a day at least")]);
  });

  it("backs up and restores, which is refused while somebody has a lease, and not done over a store unasked", async () => {
    const { call, open, folder } = await filled();
    const backup = join(folder, "backup.sqlite");
    expect(call("store", "backup", backup).status).toBe(0);
    expect(call("store", "backup", backup).stderr).toContain("there is a file already");
    await open.records.put(record("later"));
    expect(call("store", "restore", backup)).toMatchObject({ status: 2, stderr: expect.stringContaining("--yes") });
    const lease = await open.leases.acquire(leaseOf(scope), "the daemon", Date.now(), 60_000);
    const refused = call("store", "restore", backup, "--yes");
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining("run acme/books is held by the daemon"),
    ]);
    expect(await open.records.get(scope, "invoices", "later")).toBeDefined();
    await open.leases.release(leaseOf(scope), "the daemon", "fence" in lease ? lease.fence : 0);
    const put = call("store", "restore", backup, "--yes");
    expect(put.stderr).toBe("");
    expect(put.stdout).toContain("What was sent since then it does not know.");
    expect(await open.records.get(scope, "invoices", "later")).toBeUndefined();
    expect(call("store").stdout).toContain("koppel store trust ends this");
    expect(call("store", "check").status).toBe(0);
    expect(call("store", "trust").status).toBe(0);
    expect(call("store").stdout).not.toContain("Restored at");
    expect(existsSync(join(folder, "koppel.sqlite.restored"))).toBe(false);
  });

  it("tells damage, and what to do", async () => {
    const { call, open, path } = await filled();
    await open.close();
    const database = new DatabaseSync(path);
    database.exec("DELETE FROM intent_body");
    database.close();
    const checked = call("store", "check");
    expect([checked.status, checked.stdout]).toEqual([
      1,
      expect.stringContaining("2 writes whose frozen body is missing"),
    ]);
  });

  it("says what it can, and that there is none yet", () => {
    const { call } = storeWorkspace("retention: soon\n");
    expect(call("store")).toMatchObject({ status: expect.any(Number), stderr: expect.stringContaining("400 days") });
    const fine = storeWorkspace();
    expect(fine.call("store").stderr).toContain("there is no store");
    expect(fine.call("store", "shrink").stderr).toContain("it can show, prune");
    expect(fine.call("store", "backup").stderr).toContain("needs a FILE");
    expect(fine.call("store", "check", "x").stderr).toContain("takes no FILE");
  });
});
