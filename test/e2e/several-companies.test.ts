import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import type { JsonRecord } from "../../sandbox/server/json.ts";
import { type Companies, INTEGRATION, type Talking, withCompanies } from "./companies.ts";
import { until } from "./harness.ts";

async function terminated({ child, ended }: Talking): Promise<number | null> {
  child.kill("SIGTERM");
  return ended;
}

/** The API key of one company's ledger comes from the environment. */
function keyFromEnvironment({ rewrite }: Companies, company: string): void {
  rewrite((file) => {
    const connections = file["connections"] as JsonRecord;
    const name = `procountor-${company}`;
    const connection = connections[name] as JsonRecord;
    const credentials = { ...(connection["credentials"] as JsonRecord), apiKey: { env: "LEDGER_KEY_OF_BETA" } };
    return { ...file, connections: { ...connections, [name]: { ...connection, credentials } } };
  });
}

async function silentServer(): Promise<string> {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("several companies", () => {
  test("one without its secret and one with a wrong setting stop alone; run, daemon, check, setup and status list them", async () => {
    await withCompanies(["acme", "beta", "gamma"], { invoices: 2 }, async (stage) => {
      keyFromEnvironment(stage, "beta");
      stage.change("gamma", (integration) => ({
        ...integration,
        settings: { ...(integration["settings"] as JsonRecord), salesInvoices: 5 },
      }));
      const daemon = stage.start(["daemon"]);
      await until(() => stage.transferred("acme") === 2, 50_000, "the transfers of the sound company");
      await until(() => daemon.output().includes("gamma/severa-procountor cannot"), 30_000, "the others to be told");
      await until(() => daemon.output().includes("beta/severa-procountor cannot"), 30_000, "the others to be told");
      expect(daemon.output()).toContain("the environment variable LEDGER_KEY_OF_BETA is not set");
      // Told once, although the schedule comes round each second.
      await until(() => daemon.output().includes("acme/severa-procountor: nothing to do"), 30_000, "a further run");
      expect(daemon.output().split("beta/severa-procountor cannot").length).toBe(2);
      expect(await terminated(daemon), daemon.output()).toBe(0);

      const [status, check, setup, run] = await Promise.all([
        stage.cli(["status"]),
        stage.cli(["check"]),
        stage.cli(["setup", "beta", INTEGRATION]),
        stage.cli(["run"]),
      ]);
      expect(status.out).toMatch(/beta +severa-procountor +stopped/);
      expect(status.out).toContain("LEDGER_KEY_OF_BETA is not set");
      expect(status.out).toContain("Set it where Koppel is started");
      expect(status.out).toMatch(/gamma\/severa-procountor does not run/);
      expect(status.out).toContain("3 integrations: 2 stopped, 1 in order");
      expect(check.out).toContain("LEDGER_KEY_OF_BETA is not set");
      expect(setup.code).toBe(1);
      expect(setup.out).toContain("LEDGER_KEY_OF_BETA is not set");
      expect(run.code).toBe(1);
      expect(run.out).toMatch(/acme[\s\S]*beta[\s\S]*gamma/);
      // With its secret it goes on, and nothing is said of it any more.
      const key = readFileSync(join(stage.folder, "beta", "procountor.key"), "utf8").trim();
      await stage.cli(["run", "--company", "beta"], { LEDGER_KEY_OF_BETA: key });
      expect(stage.transferred("beta")).toBe(2);
      expect((await stage.cli(["status", "--company", "beta"])).out).not.toContain("LEDGER_KEY_OF_BETA");
    });
  });

  test("a schedule that cannot be, a mapping with errors and a system that hangs stop their own company alone", async () => {
    await withCompanies(["acme", "beta", "gamma"], { invoices: 2 }, async (stage) => {
      stage.mapping("misspelt", (text) => text.replace(/^schedule: .*$/m, "schedule: cron 61 * * * *"));
      const hung = await silentServer();
      stage.rewrite((file) => {
        const companies = file["companies"] as JsonRecord;
        const beta = companies["beta"] as JsonRecord;
        const integrations = { misspelt: (beta["integrations"] as JsonRecord)[INTEGRATION] };
        const connections = file["connections"] as JsonRecord;
        const gamma = { ...(connections["procountor-gamma"] as JsonRecord), host: hung };
        return {
          ...file,
          connections: { ...connections, "procountor-gamma": gamma },
          companies: { ...companies, beta: { ...beta, integrations } },
        };
      });
      const check = await stage.cli(["check"]);
      expect(check.code).toBe(3);
      expect(check.out).toMatch(/cron 61 \* \* \* \*\n.*\^\^(?!\^)/);
      const daemon = stage.start(["daemon"]);
      await until(() => stage.transferred("acme") === 2, 50_000, "the transfers of the sound company");
      await until(() => daemon.output().includes("beta/misspelt cannot"), 30_000, "the misspelt one to be told");
      // It would wait for the system that hangs for as long as it may.
      daemon.child.kill("SIGKILL");
      await daemon.ended;
      expect((await stage.cli(["status"])).out).toMatch(/beta\/misspelt does not run[\s\S]*integration.yaml:\d+:\d+/);
    });
  });

  test("a row of the store that cannot be read stops its own company alone", async () => {
    await withCompanies(["acme", "beta"], { invoices: 1 }, async (stage) => {
      await stage.cli(["run"]);
      const database = new DatabaseSync(join(stage.folder, "koppel.sqlite"));
      database.exec("UPDATE memory SET value = '{' WHERE scope LIKE 'beta/%'");
      database.exec("UPDATE cursor SET value = 'never' WHERE scope LIKE 'beta/%'");
      database.exec("UPDATE link SET written = '{' WHERE scope LIKE 'beta/%'");
      database.close();
      const run = await stage.cli(["run"]);
      expect(run.err).not.toMatch(/^\s+at /m);
      expect(run.out).toMatch(/acme\/severa-procountor: nothing to do/);
      const daemon = stage.start(["daemon"]);
      await until(() => (daemon.output().match(/acme\/severa-procountor: nothing/g)?.length ?? 0) > 1, 50_000, "runs");
      expect(await terminated(daemon), daemon.output()).toBe(0);
    });
  });
});

describe("changes under a running daemon", () => {
  test("are taken over on SIGHUP when they hold: companies added, switched off, other settings", async () => {
    await withCompanies(["acme", "beta"], { invoices: 2 }, async (stage) => {
      stage.change("beta", (integration) => ({ ...integration, active: false }));
      const daemon = stage.start(["daemon"]);
      await until(() => stage.transferred("acme") === 2, 50_000, "the first transfers");
      expect(stage.transferred("beta")).toBe(0);
      stage.change("beta", (integration) => ({ ...integration, active: true }));
      daemon.child.kill("SIGHUP");
      await until(() => stage.transferred("beta") === 2, 50_000, "the company that was switched on");
      expect(daemon.output()).toContain("taken over; new: beta/severa-procountor");

      // One with an error goes on as it was, and says so once; the other is taken over.
      const sound = readFileSync(stage.path, "utf8");
      stage.rewrite((file) => {
        const companies = file["companies"] as JsonRecord;
        return {
          ...file,
          companies: { ...companies, acme: { ...(companies["acme"] as JsonRecord), timezone: "Europe/Atlantis" } },
        };
      });
      stage.change("beta", (integration) => ({ ...integration, active: false }));
      daemon.child.kill("SIGHUP");
      await until(() => daemon.output().includes("not run any more: beta"), 30_000, "the other to be taken over");
      daemon.child.kill("SIGHUP");
      await until(() => daemon.output().includes("Europe/Atlantis"), 30_000, "the error to be told");
      expect(daemon.output().split('"Europe/Atlantis"').length).toBe(2);
      expect((await stage.cli(["status"])).out).toMatch(/acme\/severa-procountor goes on as before[\s\S]*Atlantis/);

      // A file that is no YAML any more changes nothing, and neither does one that is away for a moment.
      writeFileSync(stage.path, "companies: [\n");
      daemon.child.kill("SIGHUP");
      await until(() => daemon.output().includes("everything goes on as before"), 30_000, "the broken file to be told");
      const runs = daemon.output().split("acme/severa-procountor: nothing to do").length;
      await until(() => daemon.output().split("acme/severa-procountor: nothing to do").length > runs, 30_000, "a run");
      writeFileSync(stage.path, sound);
      daemon.child.kill("SIGHUP");
      await until(() => daemon.output().includes("new: beta"), 30_000, "the file as it was");
      expect((await stage.cli(["status"])).out).not.toContain("goes on as before");
      expect(await terminated(daemon), daemon.output()).toBe(0);
    });
  });
});
