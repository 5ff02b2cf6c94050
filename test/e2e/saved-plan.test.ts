import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SHIPPED } from "../../engine/project/workspace.ts";
import { withSandbox } from "./harness.ts";

const first = 26001;

interface Report {
  readonly kind: string;
  readonly id: string;
  readonly plan: string;
  readonly leftOut: readonly {
    readonly flow: string;
    readonly label: string;
    readonly code: string;
    readonly text: string;
  }[];
}

/** What was left out of the invoices, by their numbers. */
function leftOut(out: string): Readonly<Record<string, string>> {
  const [report] = JSON.parse(out) as readonly [Report];
  const invoices = report.leftOut.filter(({ flow }) => flow === "sales-invoices");
  return Object.fromEntries(invoices.map(({ label, code }) => [label.split(" ")[0] ?? "", code]));
}

test("a plan is saved, looked through, and carried as it was shown", { timeout: 120_000 }, async () => {
  await withSandbox({ sandbox: { invoices: 7 } }, async (stage) => {
    const rules = join(stage.folder, "mappings");
    cpSync(join(SHIPPED, "mappings"), rules, { recursive: true });
    stage.rewrite((workspace) => ({ ...workspace, mappings: "mappings" }));
    stage.edit(first + 6, { status: "Draft" });
    const saved = await stage.cli("plan", "--flow", "sales-invoices", "--save", "plan.jsonl");
    expect([saved.code, saved.err]).toEqual([0, expect.stringMatching(/saved as plan\.jsonl: plan [0-9a-f]{12} of/)]);
    const file = join(stage.folder, "plan.jsonl");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(stage.folder).filter((name) => name.startsWith(".koppel-plan"))).toEqual([]);
    const text = readFileSync(file, "utf8");
    const { foot } = JSON.parse(text.split("\n").at(-3) ?? "") as {
      readonly foot: { readonly totals: readonly Readonly<Record<string, unknown>>[] };
    };
    expect(foot.totals[0]).toMatchObject({ flow: "sales-invoices", currency: "EUR", rate: "25.5" });
    expect(saved.out).toContain(`${String(foot.totals[0]?.["amount"])} EUR`);

    // Meanwhile a price is corrected, an invoice is set back, and a new one comes.
    stage.edit(first, { rows: { 0: { unitPrice: { amount: 999, currencyCode: "EUR" } } } });
    stage.edit(first + 1, { status: "Draft" });
    stage.edit(first + 6, { status: "Waiting for transfer to Procountor" });

    // Altered or cut off, nothing of it is carried.
    writeFileSync(join(stage.folder, "edited.jsonl"), text.replace('"unitPrice":115', '"unitPrice":1'));
    writeFileSync(join(stage.folder, "cut.jsonl"), text.slice(0, text.length / 2));
    const edited = await stage.cli("run", "--plan", "edited.jsonl");
    expect([edited.code, edited.err]).toEqual([1, expect.stringMatching(/edited\.jsonl is not as it was saved/)]);
    const cut = await stage.cli("run", "--plan", "cut.jsonl");
    expect([cut.code, cut.err]).toEqual([1, expect.stringMatching(/cut\.jsonl is cut off/)]);

    // Nor is it by other rules than those that it was made by.
    const mapping = join(rules, "severa-procountor", "sales-invoices.yaml");
    const was = readFileSync(mapping, "utf8");
    writeFileSync(mapping, was.replace("penaltyPercent:", "penaltyPercent: "));
    const ruled = await stage.cli("run", "--plan", "plan.jsonl");
    expect([ruled.code, ruled.err]).toEqual([
      1,
      expect.stringMatching(/the mapping file sales-invoices\.yaml has changed\n.*Make the plan again/s),
    ]);
    writeFileSync(mapping, was);
    expect([0, 1, 2, 3, 4, 5, 6].map((more) => stage.count(first + more))).toEqual([0, 0, 0, 0, 0, 0, 0]);

    // Two at once: one carries it, the other finds it held or done.
    const both = await Promise.all([
      stage.cli("run", "--plan", "plan.jsonl", "-f", "json"),
      stage.cli("run", "--plan", "plan.jsonl", "-f", "json"),
    ]);
    const reports = both.flatMap(({ out }) => JSON.parse(out) as readonly Report[]);
    expect(reports.some(({ kind }) => kind === "done")).toBe(true);
    expect([2, 3, 4, 5].map((more) => stage.count(first + more))).toEqual([1, 1, 1, 1]);
    expect([0, 1, 6].map((more) => stage.count(first + more))).toEqual([0, 0, 0]);
    expect([2, 3, 4, 5].map((more) => stage.statusOf(first + more))).not.toContain(
      "Waiting for transfer to Procountor",
    );

    const again = await stage.cli("run", "--plan", "plan.jsonl", "-f", "json");
    expect([again.code, leftOut(again.out)]).toEqual([
      1,
      {
        [first]: "changed",
        [first + 1]: "not-due",
        [first + 2]: "done",
        [first + 3]: "done",
        [first + 4]: "done",
        [first + 5]: "done",
      },
    ]);
    const transferred = (await stage.log()).filter(({ code }) => code === "transferred");
    const [{ plan }] = JSON.parse(again.out) as readonly [Report];
    expect(transferred.every(({ run }) => run.startsWith(`plan-${plan}-`))).toBe(true);
  });
});
