import { describe, expect, it } from "vitest";
import { stepOf } from "../../../../engine/store/step.ts";
import { stableHash } from "../../../../engine/value/hash.ts";
import { FileValue } from "../../../../engine/value/value.ts";
import { runOnce } from "../../../../engine/work/run.ts";
import { compiledShop } from "../../compile/shop.ts";
import { invoices } from "../shop-mappings.ts";
import { MINUTE, SCOPE, type Stage, statusOf, withOrders } from "../shop-stage.ts";

const run = (stage: Stage) => stage.runFlow("invoices");

describe("a document that is on its way when its mapping changes", () => {
  const attach = `
  - create: books/attachment
    each:   file in files
    fields:
      invoiceId: books.id
      name:      file.name
      file:      file`;
  const moveOn = "\n  - write back: { status: settings.invoices.done }";

  async function halfway(steps: string): Promise<Stage> {
    const stage = await withOrders(1, invoices({ steps: `then:${steps}` }));
    stage.shop.relate("order", "o1", "files", [pdf("plan.pdf"), pdf("bill.pdf")]);
    stage.shop.onWrite = () => ({ kind: "not-executed", reason: "busy", waitMs: 60_000 });
    await run(stage);
    stage.shop.onWrite = () => undefined;
    stage.clock.time += 10 * MINUTE;
    return stage;
  }

  async function runWith(stage: Stage, steps: string): Promise<void> {
    const files = { "invoices.yaml": invoices({ steps: `then:${steps}` }) };
    await runOnce(stage.job({ integration: compiledShop(files) }), { flows: ["invoices"] });
  }

  function pdf(name: string): FileValue {
    return new FileValue(name, "application/pdf", 1, { from: "bytes", bytes: new Uint8Array([1]) });
  }

  it("gets what a new step before the others does, and nothing of the others twice", async () => {
    const stage = await halfway(attach + moveOn);
    expect(stage.books.writesOf("attachment")).toHaveLength(2);
    expect(statusOf(stage, "o1")).toBe("To books");
    await runWith(stage, `\n  - do: approve${attach}${moveOn}`);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(stage.books.writesOf("invoice").map(({ operation }) => operation)).toEqual(["create", "action"]);
    expect(stage.books.writesOf("attachment").map(({ body }) => body["name"])).toEqual(["plan.pdf", "bill.pdf"]);
  });

  it("gets nothing twice that an older store knows by the place of its step", async () => {
    const stage = await halfway(moveOn);
    for (const name of ["plan.pdf", "bill.pdf"]) {
      const step = stepOf("create", "books/attachment");
      const key = stableHash([SCOPE, "invoices", step, `o1#1/${name}`]);
      const done = {
        key,
        scope: SCOPE,
        flow: "invoices",
        source: "o1",
        step,
        state: "confirmed",
        targetId: name,
      } as const;
      expect(await stage.store.intents.add({ ...done, body: "{}", bodyHash: "h" }, 99, stage.clock.time)).toBe(true);
    }
    await runWith(stage, attach + moveOn);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(stage.books.writesOf("attachment")).toEqual([]);
  });

  it("keeps what the others did when a step before them is taken out", async () => {
    const stage = await halfway(`\n  - do: approve${attach}${moveOn}`);
    await runWith(stage, attach + moveOn);
    expect(statusOf(stage, "o1")).toBe("In books");
    expect(stage.books.writesOf("invoice").map(({ operation }) => operation)).toEqual(["create", "action"]);
    expect(stage.books.writesOf("attachment")).toHaveLength(2);
  });
});
