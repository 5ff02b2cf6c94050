import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { SHIPPED } from "../../engine/project/workspace.ts";
import { type Stage, until, withSandbox } from "./harness.ts";

/** The order number by JSONata; an invoice's notes make it run for ever or fill the memory. */
const CELL = `orderReference:
    jsonata: |
      $contains($string(notes), "for ever") ? $string($contains("${"a".repeat(40)}!", /(a+)+$/))
      : $contains($string(notes), "too much") ? $base64encode($pad("", 300000000))
      : orderNumber
    returns: text
    limit: 70`;

function childrenOf(pid: number | undefined): string {
  return spawnSync("pgrep", ["-P", String(pid)], { encoding: "utf8" }).stdout.trim();
}

/** A workspace whose sales invoices have that cell. */
function withJsonata(stage: Stage): void {
  const folder = join(stage.folder, "mappings");
  cpSync(join(SHIPPED, "mappings"), folder, { recursive: true });
  const file = join(folder, "severa-procountor", "sales-invoices.yaml");
  const text = readFileSync(file, "utf8");
  const changed = text.replace(/orderReference: .*/, CELL);
  expect(changed).not.toBe(text);
  writeFileSync(file, changed);
  stage.rewrite((workspace) => ({ ...workspace, mappings: "mappings" }));
}

it("a cell in JSONata fills its field; what it does without end refuses its record alone", { timeout: 120_000 }, () =>
  withSandbox({ sandbox: { invoices: 5 } }, async (stage) => {
    withJsonata(stage);
    stage.edit(26001, { orderNumber: "Tilaus 7/€" });
    stage.edit(26002, { notes: "runs for ever" });
    stage.edit(26004, { notes: "takes too much" });
    const planned = await stage.cli("plan");
    expect(planned.out).toContain("3 to write back, 2 to refuse");
    await stage.cli("run");
    expect(stage.received(26001)["orderReference"]).toBe("Tilaus 7/€");
    expect([26001, 26002, 26003, 26004, 26005].map((number) => stage.count(number))).toEqual([1, 0, 1, 0, 1]);
    expect((await stage.errorOf(26002))?.message).toBe(
      "The JSONata for orderReference gives no value: it takes longer than 1 s.",
    );
    expect((await stage.errorOf(26004))?.code).toBe("jsonata-failed");
    const explained = await stage.cli("explain", "sales-invoices", "26001");
    expect(explained.out).toMatch(/orderReference +Tilaus 7\/€ .*\n +<- JSONata of orderReference/);
  }),
);

it("check warns of it, and the mappings' own tests go on as with a rule", { timeout: 120_000 }, () =>
  withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
    withJsonata(stage);
    const checked = await stage.cli("check");
    expect(checked.out + checked.err).toContain("JSONata is not checked");
    const tested = await stage.cli("test");
    expect(tested.code, tested.out).toBe(0);
  }),
);

it("a signal ends the program at once, whatever an expression is busy with", { timeout: 60_000 }, () =>
  withSandbox({ sandbox: { invoices: 40 } }, async (stage) => {
    withJsonata(stage);
    for (let number = 26001; number <= 26040; number++) stage.edit(number, { notes: "runs for ever" });
    const { child, output, ended } = stage.start("run");
    await until(() => childrenOf(child.pid).length > 0, 30_000, "an expression");
    await sleep(500);
    const asked = performance.now();
    child.kill("SIGTERM");
    await ended;
    expect(performance.now() - asked, output()).toBeLessThan(5000);
    expect(output()).toContain("interrupted before anything was carried");
  }),
);
