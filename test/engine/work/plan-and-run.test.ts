import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flowsOf, type Stage, withSandbox } from "../../e2e/harness.ts";

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
      { numRuns: 5 },
    );
  });
});
