import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowsOf, type Stage, withSandbox } from "../../e2e/harness.ts";
import { approvedBy } from "./approved-by.ts";
import { invoices } from "./shop-mappings.ts";
import { putOrder, shopStage } from "./shop-stage.ts";

const everything = { dimensions: true, travel: true, purchases: true, attachments: "PDF", updateUsers: true } as const;

/** All that a store holds, but for tokens. */
async function contents(stage: Stage): Promise<unknown> {
  const scope = `${stage.workspace.company}/${stage.workspace.integration}`;
  return {
    records: await stage.store.records.list(scope, {}),
    intents: await stage.store.intents.open(scope),
    log: await stage.log(),
    run: await stage.store.runs.last(scope),
  };
}

function writesTo(stage: Stage): number {
  return [...stage.sandbox.state.calls]
    .filter(([route]) => /\b(POST|PUT|PATCH|DELETE)\b/.test(route) && !route.includes("token"))
    .reduce((sum, [, count]) => sum + count, 0);
}

describe("plans against the sandbox", () => {
  it("a plan writes nothing, and after a run there is nothing to do, whatever the data", {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
        const sandbox = { seed, invoices: 8, travel: 4, purchases: 4, refusals: true };
        await withSandbox({ sandbox, demo: everything }, async (stage) => {
          const empty = await contents(stage);
          const planned = await stage.plan();
          expect(planned.actions.some(({ action }) => action === "create")).toBe(true);
          expect(writesTo(stage)).toBe(0);
          expect(await contents(stage)).toEqual(empty);
          flowsOf(await stage.run());
          const before = await contents(stage);
          const after = await stage.plan();
          const open = after.actions.filter(
            ({ action }) => action !== "nothing" && action !== "refuse" && action !== "pass",
          );
          expect(open).toEqual([]);
          expect(await contents(stage)).toEqual(before);
          const sent = writesTo(stage);
          expect(sent).toBeGreaterThan(8);
          flowsOf(await stage.run());
          expect(writesTo(stage)).toBe(sent);
        });
      }),
      { numRuns: 3 },
    );
  });

  it("a saved plan with nothing changed since carries what a run carries, whatever the data", {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), async (seed) => {
        const sandbox = { seed, invoices: 5, travel: 2, purchases: 2, refusals: true };
        const usual = await withSandbox({ sandbox, demo: everything }, async (stage) => {
          flowsOf(await stage.run());
          return madeBy(stage);
        });
        await withSandbox({ sandbox, demo: everything }, async (stage) => {
          const flows = await stage.withJob(async ({ integration }) => integration.flows.map(({ flow }) => flow.name));
          const { actions } = await stage.plan();
          const report = flowsOf(await stage.run({ approved: approvedBy(actions, { madeAt: Date.now(), flows }) }));
          expect(report.leftOut).toEqual([]);
          expect(await madeBy(stage)).toEqual(usual);
        });
      }),
      // In the world 15 two invoices need one new product and fill it with two rates of VAT.
      { numRuns: 2, examples: [[15]] },
    );
  });
});

describe("a required reference that a prerequisite fills", () => {
  it("is planned as it is run, though its record is still to be made", async () => {
    const stage = await shopStage({
      files: {
        "invoices.yaml": invoices({
          head: "pick: status == settings.invoices.transfer\nneeds:\n  partner: partners for customer",
          fields: "  partnerId: { value: partner.id, required: true }",
        }),
      },
    });
    putOrder(stage, "o1");
    const { actions } = await stage.plan({ flows: ["invoices"] });
    const [made] = actions.filter(({ flow, action }) => flow === "invoices" && action === "create");
    expect(made?.body?.["partnerId"]).toBe("new partners/k-o1");
    expect(await stage.runFlow("invoices")).toMatchObject({ counts: { created: 1, refused: 0 } });
  });
});

/** What the log says was done, and the documents that Procountor received, without the ids that it gave. */
async function madeBy(stage: Stage) {
  const log = (await stage.log()).map(({ flow, label, level, code }) => [flow, label, level, code].join(" "));
  const invoices = stage.sandbox.state.procountor.books.invoices.all().filter(({ made }) => made);
  const bodies = invoices.map(({ record }) =>
    JSON.stringify(record, (key, value: unknown) =>
      /Id$|^id$|created|version|invoiceNumber|bankReferenceCode$|attachments/i.test(key) ? undefined : value,
    ),
  );
  return { log: log.toSorted(), bodies: bodies.toSorted() };
}
