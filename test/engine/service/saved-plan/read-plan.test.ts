import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { PlanHead } from "../../../../engine/service/saved-plan/format.ts";
import { approvedOf, readPlan } from "../../../../engine/service/saved-plan/read-plan.ts";
import { PlanWriter } from "../../../../engine/service/saved-plan/write-plan.ts";
import { Secret } from "../../../../engine/value/secret.ts";
import type { PlannedAction } from "../../../../engine/work/base/planned.ts";

const scope = { scope: "acme/b", company: "acme", integration: "b", flows: ["invoices"], named: false, restsOn: {} };
const head: PlanHead = { "koppel-plan": 1, made: "2026-03-02T06:00:00.000Z", program: "1.0.0", scopes: [scope] };

function action(record: string, change: Partial<PlannedAction> = {}): PlannedAction {
  return {
    ...{ flow: "invoices", action: "create", record, source: record, label: `Order ${record}`, sourceHash: "h" },
    ...{ to: "books/invoice", target: undefined, body: { total: 1, rows: [{ a: null }] }, before: undefined },
    ...{ lineage: [], said: [] },
    ...change,
  };
}

async function saved(...actions: readonly PlannedAction[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "koppel-plan-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "plan.jsonl");
  const writer = await PlanWriter.open(path, head);
  for (const one of actions) await writer.add("acme/b", one);
  await writer.end([]);
  return path;
}

const read = (path: string, program = "1.0.0") => readPlan(path, "plan.jsonl", program);

async function refusal(change: (text: string) => string, program?: string): Promise<string> {
  const path = await saved(action("o1"), action("o2"));
  writeFileSync(path, change(readFileSync(path, "utf8")));
  return read(path, program).then(
    () => "read",
    (fault: Error) => fault.message,
  );
}

describe("a saved plan", () => {
  it("comes back as it was, without what is left to other runs", async () => {
    const path = await saved(
      action("o1"),
      action("o1", { action: "write back", to: "write back", body: undefined }),
      action("o2", { action: "wait" }),
      action("o3", { action: "nothing" }),
      action("o4", { action: "update", target: "7", before: { total: 2, other: 3 } }),
    );
    const plan = await read(path);
    const { items, madeAt, id } = approvedOf(plan, scope);
    expect(items.map(({ record, actions }) => [record, actions.map(({ action: does }) => does)])).toEqual([
      ["o1", ["create", "write back"]],
      ["o4", ["update"]],
    ]);
    expect(items[1]?.actions[0]).toMatchObject({ target: "7", before: { total: 2 } });
    expect([id, madeAt]).toEqual([plan.id, Date.parse(head.made)]);
    expect(plan.foot).toMatchObject({ items: 4 });
  });

  it("that is altered in any place, or cut off at any line, is not read", async () => {
    expect(await refusal((text) => text)).toBe("read");
    expect(await refusal((text) => text.replace('"total":1', '"total":2'))).toMatch(/is not as it was saved/);
    expect(await refusal((text) => text.replace('"items":2', '"items":3'))).toMatch(/is not as it was saved/);
    expect(await refusal((text) => text.replace('"acme"', '"beta"'))).toMatch(/is not as it was saved/);
    const lines = (text: string): readonly string[] => text.split("\n");
    expect(await refusal((text) => [lines(text)[0], ...lines(text).slice(2)].join("\n"))).toMatch(
      /not as it was saved/,
    );
    for (const end of [1, 2, 3, 4])
      expect(await refusal((text) => lines(text).slice(0, end).join("\n"))).toMatch(/cut off/);
  });

  it("of another format or version, or no plan at all, is told as that", async () => {
    expect(await refusal((text) => text.replace('"koppel-plan":1', '"koppel-plan":2'))).toMatch(
      /is a plan of format 2, and this Koppel reads 1/,
    );
    expect(await refusal((text) => text, "2.0.0")).toBe("plan.jsonl was made by Koppel 1.0.0, and this is 2.0.0");
    for (const other of ["", "{}", "[1]", "<html>", "null"])
      expect(await refusal(() => other)).toMatch(/no saved plan/);
  });

  it("whose head somebody has written is no fault of ours, and a pipe or a device is not waited for", async () => {
    const scopes = /"scopes":\[.*\]\}/;
    for (const other of ["", '"scopes":5', '"scopes":[{"scope":"acme/b"}]', '"scopes":[null]'])
      expect(await refusal((text) => text.replace(scopes, `${other === "" ? '"x":1' : other}}`))).toMatch(
        /no saved plan/,
      );
    await expect(read("/dev/zero")).rejects.toThrow("plan.jsonl is no file");
  });

  it("has the name of a secret in it, and not the secret", async () => {
    const path = await saved(action("o1", { body: { token: new Secret("hush-hush-hush", "gateway.token") } }));
    expect(readFileSync(path, "utf8")).not.toContain("hush");
    expect((await read(path)).items[0]?.body).toEqual({ token: { $secret: "gateway.token" } });
  });

  it("is nobody else's to read, and leaves nothing behind when it is given up", async () => {
    const path = await saved(action("o1"), action("o2", { action: "pass" }));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const was = readFileSync(path, "utf8");
    const writer = await PlanWriter.open(path, head);
    await writer.add("acme/b", action("o3"));
    await writer.giveUp();
    expect(readFileSync(path, "utf8")).toBe(was);
    expect(readdirSync(dirname(path))).toEqual(["plan.jsonl"]);
    expect((await read(path)).items.map(({ record }) => record)).toEqual(["o1"]);
  });

  it("carries for each company what was planned for it", async () => {
    const plan = await read(await saved(action("o1")));
    expect(approvedOf(plan, { ...scope, scope: "beta/b" }).items).toEqual([]);
  });

  it("takes the place of a link itself, and not of what the link leads to", async () => {
    const path = await saved(action("o1"));
    const other = `${path}.other`;
    writeFileSync(other, "precious");
    rmSync(path);
    symlinkSync(other, path);
    const writer = await PlanWriter.open(path, head);
    await writer.end([]);
    expect(readFileSync(other, "utf8")).toBe("precious");
    expect((await read(path)).items).toEqual([]);
  });
});
