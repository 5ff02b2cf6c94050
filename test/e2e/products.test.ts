import { describe, expect, test } from "vitest";
import type { JsonRecord } from "../../sandbox/server/json.ts";
import { flowsOf, rowsOf, type Stage, withSandbox } from "./harness.ts";

const first = 26001;

function madeProducts(stage: Stage): readonly JsonRecord[] {
  return stage.sandbox.state.procountor.books.products
    .all()
    .filter(({ made }) => made)
    .map(({ record }) => record);
}

/** A person edits a record of one of Severa's registers. */
function editRegister(
  register: { readonly replace: (guid: string, record: JsonRecord, now: number) => unknown },
  record: JsonRecord,
  change: JsonRecord,
): void {
  register.replace(String(record["guid"]), { ...record, ...change }, Date.now());
}

describe("products travel with their invoices", () => {
  test("[PRO-PRD-01] a code that Procountor lacks is created on first use, once, and is the row's product", async () => {
    await withSandbox({ sandbox: { invoices: 2 } }, async (stage) => {
      for (const number of [26001, 26002])
        stage.edit(number, { rows: { 0: { code: ["7777"], description: "Uusi tuote" } } });
      stage.edit(26002, { status: "Draft" });
      flowsOf(await stage.run());
      const made = madeProducts(stage).filter(({ code }) => code === "7777");
      expect(made).toHaveLength(1);
      expect(made[0]).toMatchObject({ type: "SALES", name: "Uusi tuote", active: true });
      expect(rowsOf(stage.received(26001))[0]).toMatchObject({ productCode: "7777", productId: made[0]?.["id"] });

      stage.edit(26002, { status: "Waiting for transfer to Procountor" });
      flowsOf(await stage.run());
      expect(madeProducts(stage).filter(({ code }) => code === "7777")).toHaveLength(1);
      expect(rowsOf(stage.received(26002))[0]?.["productId"]).toBe(made[0]?.["id"]);
    });
  });

  test("[PRO-PRD-01] a product without an invoice row to transfer is not created", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const { products } = stage.sandbox.state.severa.world;
      editRegister(products, products.at(5), { code: "8888" });
      flowsOf(await stage.run());
      expect(madeProducts(stage).map(({ code }) => code)).not.toContain("8888");
    });
  });

  test("[PRO-PRD-01] where the settings do not allow it nothing is created, and the invoice says which setting", async () => {
    await withSandbox({ sandbox: { invoices: 1 }, demo: { createProducts: false } }, async (stage) => {
      stage.edit(first, { rows: { 0: { code: ["7777"] } } });
      flowsOf(await stage.run());
      expect(madeProducts(stage)).toEqual([]);
      expect(stage.count(first)).toBe(0);
      const error = await stage.errorOf(first);
      expect(error?.message).toContain("7777");
      expect(error?.message).toContain("Add products in Procountor");
    });
  });
});

describe("default codes", () => {
  const settings = { defaultCodes: { product: "9000", workType: "9001", travelExpense: "9002" } };

  test.for([
    ["ProjectFees", "9000"],
    ["Hours", "9001"],
    ["Travels", "9002"],
  ] as const)("[PRO-PRD-02] a row of %s without code goes with %s", async ([category, expected]) => {
    await withSandbox({ sandbox: { invoices: 1 }, settings }, async (stage) => {
      stage.edit(first, { rows: { 0: { category, code: null } } });
      flowsOf(await stage.run());
      expect(rowsOf(stage.received(first))[0]?.["productCode"]).toBe(expected);
    });
  });

  test("[PRO-PRD-02] a travel expense without code goes onto the travel invoice with its default", async () => {
    await withSandbox({ sandbox: { invoices: 1, travel: 1 }, demo: { travel: true }, settings }, async (stage) => {
      const { travelExpenses } = stage.sandbox.state.severa.world;
      for (const expense of travelExpenses.all())
        editRegister(travelExpenses, expense, {
          travelExpense: { ...(expense["travelExpense"] as JsonRecord), code: null },
        });
      flowsOf(await stage.run());
      const rows = rowsOf(stage.receivedTravel(501));
      expect(rows.length).toBeGreaterThan(0);
      expect(new Set(rows.map(({ productCode }) => productCode))).toEqual(new Set(["9002"]));
    });
  });

  test.for([
    ["product", "9002", "a travel expense's code"],
    ["workType", "9002", "a travel expense's code"],
    ["travelExpense", "9000", "a product's code"],
    ["product", "4242", "no code at all"],
  ] as const)(
    "[PRO-PRD-02] the default of %s must be in its register: %s is %s there, and refuses activation",
    async ([which, code]) => {
      await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
        stage.change({ defaultCodes: { ...settings.defaultCodes, [which]: code } });
        const { findings } = await stage.setUp();
        expect(findings).toContainEqual(
          expect.objectContaining({
            level: "error",
            code: "setting-names-nothing",
            text: expect.stringContaining(`defaultCodes.${which}) names "${code}"`),
          }),
        );
        expect((await stage.run()).kind).toBe("not-active");
        expect(stage.count(first)).toBe(0);
      });
    },
  );
});

describe("checks of codes and accounts", () => {
  test("[PRO-PRD-03] set-up lists what each register lacks, and so does the command line at any time", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const { products, workTypes, travelExpenseTypes } = stage.sandbox.state.severa.world;
      editRegister(products, products.at(0), { code: "8001" });
      editRegister(workTypes, workTypes.at(0), { code: "8002" });
      // In the product register, and yet not in that of travel expenses.
      editRegister(travelExpenseTypes, travelExpenseTypes.at(0), { code: "9000" });
      const lacking = (await stage.setUp()).findings
        .filter(({ code }) => code === "code-unknown")
        .map(({ text }) => text);
      expect(lacking).toContain(
        `Product ${products.at(0)["name"]}: the code 8001 is not in Procountor's product register.`,
      );
      expect(lacking).toContain(
        `Work type ${workTypes.at(0)["name"]}: the code 8002 is not in Procountor's product register.`,
      );
      expect(lacking).toContain(
        `Travel expense ${travelExpenseTypes.at(0)["name"]}: the code 9000 is not in Procountor's travel expense register.`,
      );
      // The seed's own gaps, and nothing that is there.
      expect(lacking.filter((text) => text.startsWith("Product ")).map((text) => /code (\S+)/.exec(text)?.[1])).toEqual(
        ["8001", "1005", "1008", "1009"],
      );
      expect(
        lacking.filter((text) => text.startsWith("Work type ")).map((text) => /code (\S+)/.exec(text)?.[1]),
      ).toEqual(["8002", "2005"]);
      expect(lacking.filter((text) => text.startsWith("Travel ")).map((text) => /code (\S+)/.exec(text)?.[1])).toEqual([
        "9000",
      ]);

      flowsOf(await stage.run());
      const { code, out } = await stage.cli("setup", "demo", "severa-procountor", "--format", "json");
      const shown = (JSON.parse(out) as { findings: readonly { code: string; text: string }[] }).findings;
      const ours = lacking.filter((text) => /code (8001|8002|9000) /.test(text));
      expect(ours).toHaveLength(3);
      expect(shown.map(({ text }) => text)).toEqual(expect.arrayContaining(ours));
      expect(code).toBe(0);
    });
  });

  test("[PRO-PRD-04] three kinds may have three accounts; one that Procountor lacks is named with its product", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const { products, workTypes, travelExpenseTypes, salesAccounts } = stage.sandbox.state.severa.world;
      const unknown = async (): Promise<readonly string[]> =>
        (await stage.setUp()).findings.filter(({ code }) => code === "account-unknown").map(({ text }) => text);
      // As seeded: 3000 for work, 3010 for products, 3020 for travel, all of them Procountor's.
      expect(await unknown()).toEqual([]);
      const foreign = salesAccounts.at(3);
      expect(foreign["number"]).toBe("3360");
      const salesAccount = { guid: foreign["guid"], name: foreign["name"], number: "3360" };
      editRegister(products, products.at(1), { salesAccount });
      editRegister(workTypes, workTypes.at(1), { salesAccount: { guid: foreign["guid"], name: foreign["name"] } });
      editRegister(travelExpenseTypes, travelExpenseTypes.at(1), { salesAccount });
      expect(await unknown()).toEqual(
        [products.at(1), workTypes.at(1), travelExpenseTypes.at(1)].map(
          ({ name }) => `${name}: the sales account 3360 is not in Procountor's chart of accounts.`,
        ),
      );
    });
  });

  test.for([
    ["one code for all", "9000"],
    ["no code at all", null],
  ] as const)("[PRO-PRD-05] %s is no error, in set-up or in a transfer", async ([, code]) => {
    await withSandbox(
      {
        sandbox: { invoices: 2 },
        settings: { defaultCodes: { product: "9000", workType: "9000", travelExpense: "9002" } },
      },
      async (stage) => {
        const { products, workTypes } = stage.sandbox.state.severa.world;
        for (const product of products.all()) editRegister(products, product, { code });
        for (const workType of workTypes.all()) editRegister(workTypes, workType, { code });
        const { severa } = stage.sandbox.state;
        for (const index of [0, 1])
          severa.invoices.rows(index).forEach((row, place) => {
            if (row["category"] !== "Travels")
              severa.invoices.editRow(index, place, { code: code === null ? null : [code] }, Date.now());
          });
        const { findings } = await stage.setUp();
        expect(findings.filter(({ text }) => /^(Product|Work type) /.test(text))).toEqual([]);
        expect(findings.filter(({ level }) => level === "error")).toEqual([]);
        flowsOf(await stage.run());
        expect(await stage.unsolved()).toEqual([]);
        for (const [index, number] of [26001, 26002].entries()) {
          const categories = severa.invoices.rows(index).map(({ category }) => category);
          rowsOf(stage.received(number)).forEach((row, place) => {
            if (categories[place] !== "Travels") expect(row["productCode"]).toBe("9000");
          });
        }
      },
    );
  });
});
