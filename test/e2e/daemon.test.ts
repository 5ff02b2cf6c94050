import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SHIPPED } from "../../engine/project/workspace.ts";
import { type Stage, type Started, until, withSandbox } from "./harness.ts";

/** The shipped mappings, run every second instead of every ten minutes. */
function runEverySecond(stage: Stage): void {
  const mappings = join(stage.folder, "mappings");
  cpSync(join(SHIPPED, "mappings"), mappings, { recursive: true });
  const path = join(mappings, "severa-procountor", "integration.yaml");
  const text = readFileSync(path, "utf8");
  const quick = text.replace("schedule: every 10 minutes", "schedule: cron * * * * * *");
  expect(quick).not.toBe(text);
  writeFileSync(path, quick);
  stage.rewrite((file) => ({ ...file, mappings }));
}

function transferred(stage: Stage): number {
  return stage.sandbox.audit().invoices.total;
}

async function terminated({ child, ended }: Started): Promise<{ readonly code: number | null; readonly ms: number }> {
  const from = Date.now();
  child.kill("SIGTERM");
  return { code: await ended, ms: Date.now() - from };
}

describe("the daemon", () => {
  test("[ENG-08] runs at its start and then on its schedule, and ends gracefully", async () => {
    await withSandbox({ sandbox: { invoices: 2 } }, async (stage) => {
      runEverySecond(stage);
      stage.edit(26002, { status: "Draft" });
      const daemon = stage.start("daemon");
      await until(() => stage.statusOf(26001) === "Transferred to Procountor", 20_000, "the first run");
      // What is set to be transferred later goes with a later run, without anybody's doing.
      stage.edit(26002, { status: "Waiting for transfer to Procountor" });
      await until(() => stage.statusOf(26002) === "Transferred to Procountor", 20_000, "a run on schedule");
      const { code, ms } = await terminated(daemon);
      expect(code, daemon.output()).toBe(0);
      expect(ms).toBeLessThan(10_000);
      expect(stage.sandbox.audit().duplicates).toEqual([]);
    });
  });

  test("[ENG-08] stopped in the middle of its work it finishes what is under way, within 30 seconds, and the rest goes after a restart", async () => {
    await withSandbox(
      { sandbox: { invoices: 30, faults: { slow: { route: "^POST /invoices$", ms: 400 } } } },
      async (stage) => {
        const daemon = stage.start("daemon");
        await until(() => transferred(stage) >= 2, 20_000, "the first transfers");
        const { code, ms } = await terminated(daemon);
        expect(code, daemon.output()).toBe(0);
        expect(ms).toBeLessThan(30_000);
        const before = transferred(stage);
        expect(before).toBeLessThan(30);
        // Nothing is left half done: what was sent is known.
        expect(await stage.store.intents.open("demo/severa-procountor")).toEqual([]);

        const again = stage.start("daemon");
        await until(() => stage.sandbox.audit().waiting.invoices === 0, 25_000, "the rest");
        await terminated(again);
        const { duplicates, losses } = stage.sandbox.audit();
        expect({ total: transferred(stage), duplicates, losses }).toEqual({ total: 30, duplicates: [], losses: [] });
      },
    );
  });

  test("[ENG-08] killed in the middle of its work it loses and doubles nothing after a restart", async () => {
    await withSandbox(
      { sandbox: { invoices: 30, faults: { slow: { route: "^POST /invoices$", ms: 300 } } } },
      async (stage) => {
        const daemon = stage.start("daemon");
        await until(() => transferred(stage) >= 3, 20_000, "the first transfers");
        daemon.child.kill("SIGKILL");
        await daemon.ended;
        const sent = transferred(stage);
        stage.sandbox.setFaults({ slow: null });
        // Nobody waits for the lease of a process that has ended here.
        const next = await stage.cli("run");
        expect(next.out + next.err).not.toContain("another process");
        expect(transferred(stage)).toBeGreaterThan(sent);
        // What it left is looked up when it can land no more.
        stage.pass(10 * 60_000);
        for (let run = 0; run < 3; run += 1) {
          await stage.run();
          stage.pass(10 * 60_000);
        }
        const { duplicates, losses, waiting } = stage.sandbox.audit();
        expect({ total: transferred(stage), duplicates, losses, waiting: waiting.invoices }).toEqual({
          total: 30,
          duplicates: [],
          losses: [],
          waiting: 0,
        });
      },
    );
  });

  test("a second daemon on the same store does not double the work", async () => {
    await withSandbox(
      { sandbox: { invoices: 20, faults: { slow: { route: "^POST /invoices$", ms: 100 } } } },
      async (stage) => {
        runEverySecond(stage);
        const daemons = [stage.start("daemon"), stage.start("daemon")];
        await until(() => stage.sandbox.audit().waiting.invoices === 0, 25_000, "the transfers");
        await until(
          () => daemons.some((daemon) => daemon.output().includes("another process")),
          10_000,
          "the lease to be met",
        );
        for (const daemon of daemons) await terminated(daemon);
        const { duplicates, losses } = stage.sandbox.audit();
        expect({ total: transferred(stage), duplicates, losses }).toEqual({ total: 20, duplicates: [], losses: [] });
        // Nor was a single invoice sent twice and taken back.
        expect(stage.sandbox.state.calls.get("procountor POST /invoices")).toBe(20);
      },
    );
  });
});
