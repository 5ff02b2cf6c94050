import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { System } from "../../../../engine/http/system.ts";
import { fixtureRecords } from "../../../../engine/review/mapping-test/fixture-records.ts";
import { readTestFile } from "../../../../engine/review/mapping-test/test-file.ts";
import { collector } from "../../../../engine/source/collect.ts";
import { readSettings } from "../../../../engine/work/set-up/read-settings.ts";
import { setUp } from "../../../../engine/work/set-up/set-up.ts";
import { typedShop } from "../../compile/shop.ts";
import { shopStage } from "../shop-stage.ts";

const base = readFileSync(join(import.meta.dirname, "../../../golden/check/base/integration.yaml"), "utf8");
const files = {
  "integration.yaml": base.replace(
    "  notices:\n",
    [
      "  chosen:",
      "    accounts: { title: Accounts, table: { text: books/account } }",
      "    statuses: { title: Statuses, list of: shop/orderStatus }",
      "  notices:\n",
    ].join("\n"),
  ),
};
const invoices = { transfer: "To books", done: "In books", account: "FI2112345600000785" };
const chosen = { accounts: { fi: "FI2112345600000785", "5": 7 }, statuses: ["Draft", "s4"] };

describe("records named by settings", () => {
  it("are put in place of the names in the rows of a table and the items of a list", async () => {
    const stage = await shopStage({ files });
    const { settings, findings } = await readSettings(stage.job({ settings: { invoices, chosen } }));
    expect(findings).toEqual([]);
    expect(settings["chosen"]).toMatchObject({
      accounts: { fi: { id: 7, iban: "FI2112345600000785" }, "5": { id: 7 } },
      statuses: [
        { guid: "s3", name: "Draft", hasNumber: false },
        { guid: "s4", name: "Paid" },
      ],
    });
  });

  it("that are not there are said with the row or item", async () => {
    const stage = await shopStage({ files });
    const wrong = { accounts: { fi: "FI00" }, statuses: ["To books", "Drafts"] };
    const { findings } = await readSettings(stage.job({ settings: { invoices, chosen: wrong } }));
    expect(findings.map(({ code, text, advice }) => [code, text, advice])).toEqual([
      [
        "setting-names-nothing",
        'The setting "Accounts" (chosen.accounts.fi) names "FI00", which books does not have.',
        "There are: FI2112345600000785.",
      ],
      [
        "setting-names-nothing",
        'The setting "Statuses" (chosen.statuses.2) names "Drafts", which shop does not have.',
        'Did you mean "Draft"?',
      ],
    ]);
  });

  it("of one kind cost one list, however many settings choose from it", async () => {
    const stage = await shopStage({ files });
    const job = stage.job({ settings: { invoices, chosen } });
    const listed: string[] = [];
    for (const [name, system] of job.systems) {
      const pages = system.pages.bind(system);
      const noting: System["pages"] = (kind, query) => {
        listed.push(`${name}/${kind}`);
        return pages(kind, query);
      };
      Object.assign(system, { pages: noting });
    }
    const { findings } = await readSettings(job);
    expect(findings).toEqual([]);
    expect(listed.toSorted()).toEqual(["books/account", "shop/orderStatus"]);
  });

  it("are named by the records of a test file, in tables and lists too", () => {
    const faults = collector();
    const typed = typedShop(files);
    const text = [
      "tests: invoices",
      "now: 2026-03-02T08:00:00+02:00",
      "settings: { chosen: { accounts: { fi: main }, statuses: [draft] }, invoices: { account: main } }",
      "records:",
      "  shop/orderStatus: { draft: { guid: s3, name: Draft } }",
      "  books/account: { main: { id: 7, iban: FI2112345600000785 } }",
      "cases: []",
    ].join("\n");
    const file = readTestFile({ path: "invoices.test.yaml", text }, typed, faults.report);
    if (file === undefined) throw new Error("no test file");
    expect(fixtureRecords(file, [], typed, faults.report).settings).toEqual({
      chosen: { accounts: { fi: "7" }, statuses: ["s3"] },
      invoices: { account: "7" },
    });
    expect(faults.diagnostics).toEqual([]);
  });
});

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
