import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../../../engine/http/clock.ts";
import { openLibrary } from "../../../../engine/project/library.ts";
import { loadWorkspace, SHIPPED } from "../../../../engine/project/workspace.ts";
import { openJobs } from "../../../../engine/service/open-jobs.ts";
import { collector, hasErrors } from "../../../../engine/source/collect.ts";
import { silent } from "../../../../engine/work/base/job.ts";
import { planFlows, runOnce } from "../../../../engine/work/run.ts";
import type { RunReport } from "../../../../engine/work/run-report.ts";
import { flowsOf, type Stage, schemas, withSandbox } from "../../../e2e/harness.ts";
import { type WholePlan, wholePlan } from "../whole-plan.ts";

const statusBack = `
follow: payments
title: Payments of sales invoices
of: sales-invoices
while: severa.status == settings.salesInvoices.statusAfterTransfer
rules:
  - name: paid
    when: procountor.status in [PAID, MARKED_PAID]
    write back:
      status: settings.salesInvoices.statusPaid
    last: true
`;

/** The shipped integration with a follow beside its flows. */
async function withFollow(
  stage: Stage,
  work: (run: () => Promise<RunReport>, plan: () => Promise<WholePlan>) => Promise<void>,
): Promise<void> {
  const mappings = join(stage.folder, "mappings");
  cpSync(join(SHIPPED, "mappings"), mappings, { recursive: true });
  const folder = join(mappings, "severa-procountor");
  writeFileSync(join(folder, "payments.yaml"), statusBack);
  const path = join(folder, "integration.yaml");
  const text = readFileSync(path, "utf8")
    .replace("  - sales-invoices\n", "  - sales-invoices\n  - payments\n")
    .replace(
      /^( +)statusAfterTransfer: .*invoiceStatus.*\n/m,
      (line, indent: string) =>
        `${line}${indent}statusPaid: { title: Status when paid, record: severa/invoiceStatus, required: true }\n`,
    );
  writeFileSync(path, text);
  const collected = collector();
  const library = openLibrary({ mappings, schemas: schemas() }, collected.report);
  library.integration("severa-procountor");
  if (hasErrors(collected.diagnostics)) throw new Error(JSON.stringify(collected.diagnostics.slice(0, 3)));
  const jobs = openJobs({
    ...{ workspace: await loadWorkspace(stage.workspace.path), library, store: stage.store, clock: systemClock },
    ...{ progress: silent, concurrency: 8 },
  });
  try {
    const job = jobs.open(stage.workspace.company, stage.workspace.integration);
    await work(
      () => runOnce(job),
      () => wholePlan(planFlows(job)),
    );
  } finally {
    await jobs.close();
  }
}

describe("a follow against the sandbox", () => {
  it("moves what Procountor says is paid to the status of the settings, once", { timeout: 60_000 }, async () => {
    await withSandbox(
      { sandbox: { invoices: 3 }, settings: { salesInvoices: { statusPaid: "Paid" } } },
      async (stage) => {
        await withFollow(stage, async (run, plan) => {
          flowsOf(await run());
          expect(stage.statusOf(26001)).toBe("Transferred to Procountor");
          expect((await plan()).actions.filter(({ action }) => action !== "nothing")).toEqual([]);
          const { invoiceNumber } = stage.received(26002);
          const paid = await fetch(`${stage.sandbox.url}/sandbox/procountor/invoices/${invoiceNumber}`, {
            method: "POST",
            body: JSON.stringify({ status: "PAID" }),
          });
          expect(paid.status).toBe(200);
          expect((await plan()).actions).toMatchObject([{ flow: "payments", action: "write back" }]);
          flowsOf(await run());
          expect([26001, 26002, 26003].map((number) => stage.statusOf(number))).toEqual([
            "Transferred to Procountor",
            "Paid",
            "Transferred to Procountor",
          ]);
          expect((await plan()).actions.filter(({ action }) => action !== "nothing")).toEqual([]);
        });
      },
    );
  });
});
