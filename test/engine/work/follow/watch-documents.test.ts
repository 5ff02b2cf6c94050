import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ReadFault } from "../../../../engine/connector/operations.ts";
import { DAY, MINUTE, putOrder, type Stage, shopStage, statusOf } from "../shop-stage.ts";

const payments = `
follow: payments
title: Payments
of: invoices
while: shop.status == settings.invoices.done
rules:
  - name: paid
    when: books.status == PAID
    write back:
      status: settings.invoices.transfer
      note:   text(books.id)
    last: true
  - name: overpaid
    when: (books.balance ?? 0) < 0
    say:  overpaid
    facts: { number: shop.number }
  - name: sent
    when: books.status == APPROVED
    write back: { note: "sent" }
messages:
  overpaid: { text: "The invoice {number} is overpaid." }
`;

/** Paid orders go to a status of their own, so that they are not carried again. */
async function carried(count: number): Promise<Stage> {
  const stage = await shopStage({ files: { "payments.yaml": payments } });
  for (let index = 1; index <= count; index++) putOrder(stage, `o${index}`);
  await stage.runFlow("invoices");
  expect(stage.books.all("invoice")).toHaveLength(count);
  for (const { id } of stage.books.all("invoice")) stage.books.change("invoice", Number(id), { status: "UNFINISHED" });
  return stage;
}

const follow = (stage: Stage) => stage.runFlow("payments");
const writes = (stage: Stage) => stage.shop.writesOf("order", "update").length;

describe("following documents that were carried", () => {
  it("finds documents of a transfer that says `once for` the id, as if it had left it out", async () => {
    const base = readFileSync(join(import.meta.dirname, "../../../golden/check/base/invoices.yaml"), "utf8");
    const invoices = base.replace("pick:", "once for: guid\npick:");
    const stage = await shopStage({ files: { "payments.yaml": payments, "invoices.yaml": invoices } });
    putOrder(stage, "o1");
    await stage.runFlow("invoices");
    stage.books.change("invoice", 1, { status: "PAID" });
    expect(await follow(stage)).toMatchObject({ counts: { updated: 1 } });
    expect(stage.shop.must("order", "o1")).toMatchObject({ note: "1" });
  });

  it("does nothing until the other side moves, then moves the source once and lets go", async () => {
    const stage = await carried(3);
    const before = writes(stage);
    await follow(stage);
    expect(writes(stage)).toBe(before);
    stage.books.change("invoice", 2, { status: "PAID" });
    expect((await stage.plan({ flows: ["payments"] })).actions).toMatchObject([{ action: "write back" }]);
    expect(await follow(stage)).toMatchObject({ counts: { updated: 1 } });
    const [paid] = stage.shop.all("order").filter(({ note }) => note === "2");
    expect(statusOf(stage, String(paid?.["guid"]))).toBe("To books");
    expect(writes(stage)).toBe(before + 1);
    await follow(stage);
    expect(writes(stage)).toBe(before + 1);
    expect((await stage.plan({ flows: ["payments"] })).actions).toEqual([]);
  });

  it("a source that a person has moved on is left alone", async () => {
    const stage = await carried(1);
    stage.shop.change("order", "o1", { status: { guid: "s3" } });
    stage.books.change("invoice", 1, { status: "PAID" });
    await follow(stage);
    expect(statusOf(stage, "o1")).toBe("Draft");
  });

  it("moves again what a person moved back, and writes nothing that is there already", async () => {
    const stage = await carried(1);
    stage.books.change("invoice", 1, { status: "APPROVED" });
    const before = writes(stage);
    await follow(stage);
    await follow(stage);
    expect(writes(stage)).toBe(before + 1);
    expect((await stage.plan({ flows: ["payments"] })).actions).toEqual([]);
    stage.shop.change("order", "o1", { note: "a person's" });
    await follow(stage);
    await follow(stage);
    expect(stage.shop.must("order", "o1")).toMatchObject({ note: "sent" });
    expect(writes(stage)).toBe(before + 2);
    expect(await stage.log({ code: "followed" })).toHaveLength(2);
  });

  it("says what a rule says once, for as long as it is so", async () => {
    const stage = await carried(1);
    stage.books.change("invoice", 1, { balance: -5 });
    await follow(stage);
    await follow(stage);
    expect(await stage.log({ code: "overpaid" })).toHaveLength(1);
    stage.books.change("invoice", 1, { balance: 0, status: "APPROVED" });
    await follow(stage);
    stage.books.change("invoice", 1, { balance: -5, status: "UNFINISHED" });
    await follow(stage);
    expect(await stage.log({ code: "overpaid" })).toHaveLength(2);
  });

  it("repeats a move whose answer was lost, and leaves no error behind when it holds", async () => {
    const stage = await carried(1);
    stage.books.change("invoice", 1, { status: "APPROVED" });
    stage.shop.onWrite = () => ({ kind: "rejected", status: 400, faults: [{ code: "E", message: "locked" }] });
    await follow(stage);
    expect(await stage.state("payments", "o1")).toMatchObject({ state: "refused" });
    stage.shop.onWrite = () => undefined;
    stage.clock.time += 20 * MINUTE;
    await follow(stage);
    expect(stage.shop.must("order", "o1")).toMatchObject({ note: "sent" });
    expect(await stage.state("payments", "o1")).toMatchObject({ state: "done" });
  });

  it("lets go of what is not there any more, and says so, but not of what is only not visible yet", async () => {
    const stage = await carried(2);
    stage.books.remove("invoice", 1);
    await follow(stage);
    expect(await stage.log({ code: "target-gone" })).toEqual([]);
    stage.clock.time += DAY + MINUTE;
    await follow(stage);
    await follow(stage);
    expect(await stage.log({ code: "target-gone" })).toHaveLength(1);
    stage.books.change("invoice", 2, { status: "PAID" });
    expect(await follow(stage)).toMatchObject({ counts: { updated: 1 } });
  });

  it("tells once that a system cannot be reached, and again when it had been there in between", async () => {
    const stage = await carried(1);
    const down = (): void => {
      throw new ReadFault("later", { system: "books", route: "GET /invoices", message: "HTTP 503" });
    };
    for (const onRead of [down, down, () => {}, down]) {
      stage.books.onRead = (name) => (name.includes("invoice") ? onRead() : undefined);
      await follow(stage);
    }
    expect(await stage.log({ code: "system-unreachable" })).toHaveLength(2);
  });
});
