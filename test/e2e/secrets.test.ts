import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { procountorErrors } from "../../sandbox/procountor/errors.ts";
import { type JsonRecord, merged } from "../../sandbox/server/json.ts";
import { flowsOf, type Stage, withSandbox } from "./harness.ts";

function secretsOf({ sandbox }: Stage): readonly string[] {
  return [sandbox.severa.clientSecret, sandbox.procountor.clientSecret, sandbox.procountor.apiKey];
}

/** The access tokens that the store keeps. */
function tokensOf(stage: Stage): readonly string[] {
  return rowsOf(stage, "SELECT value FROM token").map(({ value }) => String(value));
}

function rowsOf({ folder }: Stage, sql: string): readonly Readonly<Record<string, unknown>>[] {
  const database = new DatabaseSync(join(folder, "koppel.sqlite"), { readOnly: true });
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

/** Every command that says something, in both formats. */
const commands: readonly (readonly string[])[] = [
  ["plan"],
  ["explain", "sales-invoices", "26001"],
  ["setup", "demo", "severa-procountor"],
  ["log"],
  ["log", "--open"],
  ["status"],
];

describe("secrets", () => {
  test("[COM-09] no command shows one, whether it goes well or not", { timeout: 120_000 }, async () => {
    await withSandbox({ sandbox: { invoices: 3 } }, async (stage) => {
      stage.edit(26001, { orderNumber: "x".repeat(71) });
      const said: string[] = [];
      const first = await stage.cli("run", "--format", "json");
      expect(first.code).toBe(0);
      said.push(first.out, first.err);
      for (const { code, out, err } of await Promise.all(
        commands.map((words) => stage.cli(...words, "--format", "json")),
      )) {
        expect([0, 1], err).toContain(code);
        said.push(out, err);
      }
      const tokens = tokensOf(stage);
      expect(tokens.length).toBeGreaterThan(0);
      // A refused login, with a secret of its own.
      stage.rewrite((file) =>
        merged(file, { connections: { "procountor-demo": { credentials: { apiKey: "wrong-api-key-7f3a" } } } }),
      );
      for (const words of [["run"], ["setup", "demo", "severa-procountor"]]) {
        const { code, out, err } = await stage.cli(...words);
        expect(code).toBe(1);
        said.push(out, err);
      }
      const text = said.join("\n");
      expect(text.length).toBeGreaterThan(2000);
      for (const secret of [...secretsOf(stage), ...tokens, "wrong-api-key-7f3a"]) expect(text).not.toContain(secret);
    });
  });

  test("[COM-09] one that a system sends back in an error reaches neither log nor records nor a mail", async () => {
    await withSandbox(
      { sandbox: { invoices: 2 }, settings: { notices: { send: true, addresses: ["a@example.fi"] } } },
      async (stage) => {
        const { procountor } = stage.sandbox.state;
        const { apiKey, clientSecret } = stage.sandbox.procountor;
        const usual = procountor.answer.bind(procountor);
        let bearer = "";
        procountor.answer = (exchange, found) => {
          if (exchange.method !== "POST" || exchange.path !== "/invoices") return usual(exchange, found);
          bearer = String(exchange.headers["authorization"]).replace("Bearer ", "");
          return procountorErrors([
            { status: 400, field: "status", message: `key ${apiKey} of ${clientSecret} with ${bearer}` },
          ]);
        };
        flowsOf(await stage.run());
        const errors = await stage.unsolved();
        expect(errors).toHaveLength(2);
        expect(bearer).not.toBe("");
        const kept = JSON.stringify([
          await stage.log(),
          errors,
          await stage.store.outbox.waiting(Date.now() + 1000),
          await stage.store.runs.last("demo/severa-procountor"),
          rowsOf(stage, "SELECT * FROM intent JOIN intent_body USING (number)"),
        ]);
        expect(kept).toContain("key ");
        for (const secret of [apiKey, clientSecret, bearer]) expect(kept).not.toContain(secret);
      },
    );
  });

  test("[COM-09] no file of the workspace but their own holds the credentials", async () => {
    await withSandbox({ sandbox: { invoices: 3 } }, async (stage) => {
      stage.edit(26001, { date: "2024-12-12", dueDate: "2024-12-26" });
      flowsOf(await stage.run());
      await stage.store.flush();
      const own = new Set(["severa.secret", "procountor.secret", "procountor.key"]);
      const files = readdirSync(stage.folder).filter((name) => !own.has(name));
      expect(files).toEqual(expect.arrayContaining(["koppel.sqlite", "koppel.yaml"]));
      for (const name of files) {
        const bytes = readFileSync(join(stage.folder, name)).toString("latin1");
        for (const secret of secretsOf(stage)) expect(bytes.includes(secret), `${name} holds a secret`).toBe(false);
      }
    });
  });
});

describe("credentials", () => {
  test("[COM-09] they are used again: by later runs, after the integration was off, and by another company", async () => {
    await withSandbox({ sandbox: { invoices: 3 } }, async (stage) => {
      const integration = (change: JsonRecord): void =>
        stage.rewrite((file) =>
          merged(file, { companies: { demo: { integrations: { "severa-procountor": change } } } }),
        );
      stage.edit(26002, { status: "Draft" });
      stage.edit(26003, { status: "Draft" });
      expect((await stage.cli("run")).code).toBe(0);
      integration({ active: false });
      await stage.cli("run");
      integration({ active: true });
      stage.edit(26002, { status: "Waiting for transfer to Procountor" });
      expect((await stage.cli("run")).code).toBe(0);
      expect(stage.count(26002)).toBe(1);
      // Another company names the same connections.
      stage.rewrite((file) => {
        const companies = file["companies"] as JsonRecord;
        return { ...file, companies: { second: companies["demo"] } };
      });
      stage.edit(26003, { status: "Waiting for transfer to Procountor" });
      expect((await stage.cli("run", "--company", "second")).code).toBe(0);
      expect(stage.count(26003)).toBe(1);
      const { calls } = stage.sandbox.audit();
      expect(calls["severa POST /v1/token"]).toBe(1);
      expect(calls["procountor POST /oauth/token"]).toBe(1);
    });
  });
});
