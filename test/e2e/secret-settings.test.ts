import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SHIPPED } from "../../engine/project/workspace.ts";
import { KnownSecrets } from "../../engine/value/known-secrets.ts";
import { procountorErrors } from "../../sandbox/procountor/errors.ts";
import type { JsonRecord } from "../../sandbox/server/json.ts";
import { type Stage, withSandbox } from "./harness.ts";

const integration = "severa-procountor";
/** With characters that JSON, XML and addresses write in other ways. */
const SECRET = 'gate "way"/+&<key>\\ä-74d1f0';

/** The shipped mappings with a secret setting, and a field of the invoice that carries it. */
function withSecretSetting(stage: Stage, setting: unknown): string {
  const mappings = join(stage.folder, "mappings");
  cpSync(join(SHIPPED, "mappings"), mappings, { recursive: true });
  replace(
    join(mappings, integration, "integration.yaml"),
    "\nsettings:\n",
    "\nsettings:\n  gateway:\n    title: Gateway\n    token: { title: Token of the gateway, type: text, secret: true }\n",
  );
  replace(
    join(mappings, integration, "sales-invoices.yaml"),
    "\n  additionalInformation:\n",
    "\n  notes: settings.gateway.token\n  additionalInformation:\n",
  );
  stage.rewrite((file) => ({ ...file, mappings }));
  stage.change({ gateway: { token: setting } } as JsonRecord);
  writeFileSync(join(stage.folder, "gateway.token"), `${SECRET}\n`);
  return join(mappings, integration);
}

function replace(path: string, before: string, after: string): void {
  const text = readFileSync(path, "utf8");
  expect(text.split(before)).toHaveLength(2);
  writeFileSync(
    path,
    text.replace(before, () => after),
  );
}

/** Nothing of the secret in any form that is looked for on the way out, and nothing longer than a word of it at all. */
function expectHidden(text: string, what: string): void {
  const secrets = new KnownSecrets();
  secrets.add(SECRET);
  expect(secrets.masked(text) === text, `${what} shows it: ${secrets.masked(text).slice(0, 300)}`).toBe(true);
  expect(text, what).not.toContain("74d1f0");
}

/** Every file of the workspace but the secret's own, as it lies on the disk. */
function kept({ folder }: Stage): string {
  return readdirSync(folder)
    .filter((name) => !["gateway.token", "koppel.yaml", "mappings"].includes(name))
    .map((name) => readFileSync(join(folder, name)).toString("latin1"))
    .join("\n");
}

const commands: readonly (readonly string[])[] = [
  ["check", "--format", "sarif"],
  ["plan", "--fields"],
  ["plan", "--format", "json"],
  ["explain", "sales-invoices", "26002"],
  ["setup", "demo", integration, "--format", "json"],
  ["log", "--format", "json"],
  ["status", "--format", "json"],
];

describe("a setting that an integration calls secret", () => {
  test("reaches the system that it is for, and nothing and nobody else", { timeout: 120_000 }, async () => {
    await withSandbox({ sandbox: { invoices: 2 } }, async (stage) => {
      withSecretSetting(stage, { file: "gateway.token" });
      stage.edit(26002, { status: "Draft" });
      const first = await stage.cli("run", "--format", "json");
      expect(first.code, first.err).toBe(0);
      expect(stage.received(26001)["notes"]).toBe(SECRET);
      expectHidden(first.out + first.err, "run");
      stage.edit(26002, { status: "Waiting for transfer to Procountor" });
      const said = await Promise.all(commands.map((words) => stage.cli(...words)));
      for (const [index, { code, out, err }] of said.entries()) {
        const command = commands[index]?.join(" ") ?? "";
        expect([0, 1], `${command}: ${err}`).toContain(code);
        expectHidden(out + err, command);
      }
      expect(said[1]?.out).toMatch(/notes:? .*\[secret\]/);
      expect(said[2]?.out).toContain('"notes": "[secret]"');
      expect(said[3]?.out).toMatch(/notes:? .*\[secret\]/);
      await stage.store.flush();
      expectHidden(kept(stage), "the store");
    });
  });

  test("is not kept, logged or mailed when the system repeats it, encoded or not", { timeout: 120_000 }, async () => {
    await withSandbox(
      { sandbox: { invoices: 2 }, settings: { notices: { send: true, addresses: ["a@example.fi"] } } },
      async (stage) => {
        withSecretSetting(stage, SECRET);
        const { procountor } = stage.sandbox.state;
        const usual = procountor.answer.bind(procountor);
        procountor.answer = (exchange, found) => {
          if (exchange.method !== "POST" || exchange.path !== "/invoices") return usual(exchange, found);
          const basic = Buffer.from(`user:${SECRET}`).toString("base64");
          const message = `${SECRET} ${JSON.stringify(SECRET)} ${encodeURIComponent(SECRET)} ${basic}`;
          return procountorErrors([{ status: 400, field: "notes", message: `refused: ${message}` }]);
        };
        const { out, err } = await stage.cli("run");
        expect(out).toMatch(/sales-invoices .* 2 /);
        expectHidden(out + err, "run");
        const log = await stage.cli("log");
        expect(log.out).toContain("refused: ***");
        expectHidden(log.out + log.err, "log");
        const mails = JSON.stringify(await stage.store.outbox.waiting(Date.now() + 1000));
        expect(mails).toContain("refused: ***");
        expectHidden(mails, "the mail");
        await stage.store.flush();
        expectHidden(kept(stage), "the store");
      },
    );
  });

  test("that is not there stops the company that needs it, saying where it was looked for", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      withSecretSetting(stage, { env: "NO_SUCH_GATEWAY_TOKEN" });
      const { code, out, err } = await stage.cli("run");
      expect(code).toBe(1);
      expect(out + err).toMatch(/koppel\.yaml:\d+:\d+: the environment variable NO_SUCH_GATEWAY_TOKEN is not set/);
      expect(stage.sandbox.audit().calls["procountor POST /invoices"]).toBeUndefined();
    });
  });
});
