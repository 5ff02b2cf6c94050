import { describe, expect, test } from "vitest";
import type { System } from "../../engine/http/system.ts";
import type { RecordValue, Value } from "../../engine/value/value.ts";
import { type JsonRecord, merged } from "../../sandbox/server/json.ts";
import { flowsOf, rowsOf, type Stage, withSandbox } from "./harness.ts";

async function all(system: System, kind: string): Promise<readonly RecordValue[]> {
  const records: RecordValue[] = [];
  for await (const page of system.pages(kind, {})) records.push(...page);
  return records;
}

/** Works with the engine's own connection to Severa. */
function withSevera<Result>(stage: Stage, work: (severa: System) => Promise<Result>): Promise<Result> {
  return stage.withJob((job) => {
    const severa = job.systems.get("severa");
    if (severa === undefined) throw new Error("Severa is not connected");
    return work(severa);
  });
}

const codes = (records: readonly (RecordValue | JsonRecord)[]): readonly unknown[] =>
  records.map(({ code }) => code ?? null);

describe("registers of Severa", () => {
  test("[SEV-03] products, work types and travel expense types are three registers, each with its codes", async () => {
    await withSandbox({ sandbox: { invoices: 1 } }, async (stage) => {
      const { world } = stage.sandbox.state.severa;
      await withSevera(stage, async (severa) => {
        for (const [kind, register] of [
          ["product", world.products],
          ["workType", world.workTypes],
          ["travelExpenseType", world.travelExpenseTypes],
        ] as const) {
          const read = await all(severa, kind);
          expect(read.map(({ guid }) => guid)).toEqual(register.all().map(({ guid }) => guid));
          expect(codes(read)).toEqual(codes(register.all()));
          expect(codes(read).some((code) => typeof code === "string")).toBe(true);
        }
      });
    });
  });

  test("[SEV-03] a row of each goes with the code of its own register", async () => {
    await withSandbox({ sandbox: { invoices: 3 } }, async (stage) => {
      const rows = [
        { category: "ProjectFees", code: "1003" },
        { category: "Hours", code: "2002" },
        { category: "Travels", code: "3004" },
      ];
      rows.forEach(({ category, code }, index) => {
        stage.edit(26001 + index, { rows: { 0: { category, code: [code] } } });
      });
      flowsOf(await stage.run());
      expect(rows.map((_, index) => rowsOf(stage.received(26001 + index))[0]?.["productCode"])).toEqual(
        rows.map(({ code }) => code),
      );
    });
  });

  test("[SEV-04] a customer has addresses by type, contacts, and the flags internal and active", async () => {
    await withSandbox({ sandbox: { invoices: 1, customers: 3 } }, async (stage) => {
      const { world, customers } = stage.sandbox.state.severa;
      const [one, two, three] = customers.map(({ guid }) => world.customers.must(guid));
      if (one === undefined || two === undefined || three === undefined) throw new Error("three customers");
      world.customers.replace(String(two["guid"]), merged(two, { isInternal: true }), Date.now());
      world.customers.replace(String(three["guid"]), merged(three, { isActive: false }), Date.now());
      const address =
        world.addresses.all().find((entry) => (entry["customer"] as JsonRecord)["guid"] === one["guid"]) ?? {};
      const types = ["isBillingAddress", "isPostalAddress", "isVisitAddress"] as const;
      world.addresses.replace(
        String(address["guid"]),
        { ...address, isPostalAddress: false, isVisitAddress: false },
        0,
      );
      for (const [index, type] of types.slice(1).entries()) {
        const flags = { isBillingAddress: false, isPostalAddress: false, isVisitAddress: false, [type]: true };
        world.addresses.add(
          { ...address, ...flags, guid: world.guid("address", 9000 + index), addressline: type },
          Date.now(),
        );
      }
      await withSevera(stage, async (severa) => {
        const read = await all(severa, "customer");
        const flag = (guid: unknown, name: string): Value => read.find((record) => record["guid"] === guid)?.[name];
        expect([one, two, three].map(({ guid }) => [flag(guid, "isInternal"), flag(guid, "isActive")])).toEqual([
          [false, true],
          [true, true],
          [false, false],
        ]);
        const customer = await severa.read("customer", String(one["guid"]));
        const [addresses] = await severa.relation("customer", "addresses", [customer ?? {}]);
        const [contacts] = await severa.relation("customer", "contacts", [customer ?? {}]);
        const byType = (addresses as readonly RecordValue[]).map((entry) =>
          types.filter((type) => entry[type] === true),
        );
        expect(byType.toSorted()).toEqual([["isBillingAddress"], ["isPostalAddress"], ["isVisitAddress"]]);
        expect((contacts as readonly RecordValue[]).map(({ name }) => name)).toEqual([customers[0]?.contactName]);
      });
    });
  });
});
