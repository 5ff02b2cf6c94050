import { describe, expect, it } from "vitest";
import { todayOf } from "../../../../engine/work/calendar.ts";
import { prepare } from "../../../../engine/work/set-up/prepare.ts";
import { setUp } from "../../../../engine/work/set-up/set-up.ts";
import { compiledShop } from "../../compile/shop.ts";
import { DAY, MINUTE, putOrder, SCOPE, shopStage } from "../shop-stage.ts";

const settings = (transfer: string) => ({
  invoices: { transfer, done: "In books", account: "FI2112345600000785", email: true },
  notices: { addresses: ["a@example.fi"] },
});

describe("settings that name records", () => {
  it("mean the record with that id or name, and say what there is when there is none", async () => {
    const stage = await shopStage();
    for (const named of ["s1", "To books"]) {
      const { findings, settings: read } = await setUp(stage.job({ settings: settings(named) }));
      expect(findings).toEqual([]);
      expect(read).toMatchObject({ invoices: { transfer: { guid: "s1" } } });
    }
    const { findings } = await setUp(stage.job({ settings: settings("To bokks") }));
    expect(findings[0]).toMatchObject({ code: "setting-names-nothing", advice: 'Did you mean "To books"?' });
  });

  it("that fit several records are refused, unless only one is in use", async () => {
    const stage = await shopStage();
    stage.shop.put("orderStatus", { guid: "s9", name: "To books", hasNumber: true, isActive: true });
    const { findings } = await setUp(stage.job());
    expect(findings.map(({ code }) => code)).toContain("setting-ambiguous");
    expect(await stage.run()).toMatchObject({ kind: "not-active" });
    stage.shop.change("orderStatus", "s9", { isActive: false });
    expect((await setUp(stage.job())).settings).toMatchObject({ invoices: { transfer: { guid: "s1" } } });
  });
});

describe("activation", () => {
  it("is trusted for a day, and not for other settings, another unit or other checks", async () => {
    const stage = await shopStage();
    await setUp(stage.job());
    stage.shop.reads.length = 0;
    const asked = async (change: Parameters<typeof stage.job>[0]): Promise<boolean> => {
      stage.shop.reads.length = 0;
      await prepare(stage.job(change));
      return stage.shop.reads.includes("probe");
    };
    expect(await asked({})).toBe(false);
    expect(await asked({ settings: settings("s1") })).toBe(true);
    expect(await asked({ unit: "u1" })).toBe(true);
    stage.clock.time += DAY + MINUTE;
    expect(await asked({})).toBe(true);
  });

  it("what keeps it from running stands in the log once, until it has run in between", async () => {
    const stage = await shopStage();
    stage.shop.change("orderStatus", "s1", { hasNumber: false });
    await stage.run();
    await stage.run();
    expect(await stage.log({ level: "error" })).toMatchObject([{ code: "status-without-number" }]);
    stage.shop.change("orderStatus", "s1", { hasNumber: true });
    expect(await stage.run()).toMatchObject({ kind: "done" });
  });
});

describe("dates", () => {
  it("are those of the company's calendar, on both sides of midnight and of summer time", async () => {
    const stage = await shopStage();
    const today = (moment: string, timezone: string) => {
      stage.clock.time = Date.parse(moment);
      return todayOf(stage.job({ timezone }));
    };
    expect(today("2026-03-01T21:59:59Z", "Europe/Helsinki")).toBe("2026-03-01");
    expect(today("2026-03-01T22:00:00Z", "Europe/Helsinki")).toBe("2026-03-02");
    expect(today("2026-07-01T21:00:00Z", "Europe/Helsinki")).toBe("2026-07-02");
    expect(today("2026-03-01T22:00:00Z", "Europe/Stockholm")).toBe("2026-03-01");
  });
});

describe("companies of a unit hierarchy", () => {
  const ofProjects = compiledShop({
    "invoices.yaml": `
transfer: invoices
title: Invoices
from: shop/order
to:   books/invoice
pick: status == settings.invoices.transfer
company: project.name
over: refuse
fields:
  type:           SALES
  originalNumber: { value: text(number), required: true }
  date:           date
  receiver.name:  { value: receiver, required: true }
  channel:        MAIL
  rows:
    each: row in rows
    fields:
      product:  { value: row.description, required: true }
      quantity: row.quantity
recognise by: originalNumber
then:
  - write back: { status: settings.invoices.done }
`,
  });

  it("carry their own documents only; what belongs to nobody is said by one of them", async () => {
    const stage = await shopStage();
    for (const unit of ["north", "south"]) stage.shop.put("project", { guid: unit, number: 1, name: unit });
    putOrder(stage, "o1", { project: { guid: "north" } });
    putOrder(stage, "o2", { project: { guid: "south" } });
    putOrder(stage, "o3");
    const { runOnce } = await import("../../../../engine/work/run.ts");
    const runAs = (unit: string, company: string) =>
      runOnce(stage.job({ unit, company, integration: ofProjects, configuredUnits: ["south", "north"] }), {
        flows: ["invoices"],
      });
    await runAs("north", "acme");
    expect(stage.books.all("invoice").map(({ originalNumber }) => originalNumber)).toEqual(["5001"]);
    expect(await stage.state("invoices", "o3")).toMatchObject({ state: "refused", code: "unit-unclear" });
    await runAs("south", "second");
    expect(stage.books.all("invoice").map(({ originalNumber }) => originalNumber)).toEqual(["5001", "5002"]);
    expect(await stage.store.records.get("second/shop-books", "invoices", "o3")).toBeUndefined();
  });
});

describe("notices", () => {
  const mailing = { settings: settings("s1") };

  it("hold each error once, also those of a run that died before its mail", async () => {
    const stage = await shopStage({ onDisk: true, job: mailing });
    const mails = async () =>
      (await stage.store.outbox.waiting(stage.clock.now())).map(({ body }) => JSON.parse(body) as { text: string });
    putOrder(stage, "o1", { receiver: null });
    await stage.run();
    expect(await mails()).toHaveLength(1);
    await stage.run();
    expect(await mails()).toHaveLength(1);
    putOrder(stage, "o2", { receiver: null });
    let at = 0;
    stage.store.outbox.add = async () => {
      at++;
      throw new Error("dies here");
    };
    await stage.run().catch(() => {});
    expect(at).toBe(1);
    await stage.crash();
    await stage.run();
    const all = await mails();
    expect(all).toHaveLength(2);
    expect(all.filter(({ text }) => text.includes("5002"))).toHaveLength(1);
    expect(await stage.store.memory.get(SCOPE, "notice", "last")).toBeDefined();
  });
});
