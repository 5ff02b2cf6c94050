import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { System } from "../../../../engine/http/system.ts";
import type { SystemSchema } from "../../../../engine/schema/system-schema.ts";
import { runOnce } from "../../../../engine/work/run.ts";
import type { RunReport } from "../../../../engine/work/run-report.ts";
import { mappingFiles } from "../../../golden/workbench.ts";
import { compiledShop } from "../../compile/shop.ts";
import { FakeSystem } from "../fake-system.ts";
import { putOrder, type Stage, shopStage } from "../shop-stage.ts";

/** The integration of the golden folder, with its shop under the name `web`. */
function renamed(): Readonly<Record<string, string>> {
  const files = mappingFiles(join(import.meta.dirname, "../../../golden/check/base"));
  return Object.fromEntries(
    files.map(({ path, text }) => [
      path,
      text
        .replaceAll("shop/", "web/")
        .replaceAll("shop.status", "web.status")
        .replace("shop:  { connector", "web:  { connector"),
    ]),
  );
}

const customers = `
register: customers
title: Customers of the old shop in the new one
from: old/customer
to:   new/customer
over: cut
fields:
  name:     { value: name, link: true, required: true }
  language: language
  isActive: isActive
`;

const orders = `
transfer: orders
title: Orders of the old shop as customers of the new one
from: old/order
to:   new/customer
pick: isTest
with:
  there: linked with customer in customers
  here:  linked with there in customers
over: cut
fields:
  name:     { value: "{customer.name} is {there.guid} there and {here.guid} here", required: true }
  isActive: true
recognise by: name
`;

const twoShops = `
integration: shop-books
title: Two shops
systems:
  old: { connector: shop, login: client }
  new: { connector: shop, login: client }
flows:
  - customers
  - orders
`;

/** Both sides answer under the names that the integration gives them. */
async function run(
  stage: Stage,
  files: Readonly<Record<string, string>>,
  sides: Readonly<Record<string, { readonly system: System; readonly schema: SystemSchema | undefined }>>,
  settings: object,
): Promise<RunReport> {
  const schemas = Object.entries(sides).flatMap(([name, { schema }]) => (schema === undefined ? [] : [[name, schema]]));
  return runOnce(
    stage.job({
      integration: compiledShop(files),
      systems: new Map(Object.entries(sides).map(([name, { system }]) => [name, system])),
      schemas: new Map(schemas as [string, SystemSchema][]),
      settings,
    }),
  );
}

describe("a side of an integration", () => {
  it("may be called otherwise than its connector: references and relations lead to it", async () => {
    const stage = await shopStage();
    putOrder(stage, "o1");
    const { schemas } = stage.job();
    const sides = {
      web: { system: stage.shop, schema: schemas.get("shop") },
      books: { system: stage.books, schema: schemas.get("books") },
    };
    const invoices = { transfer: "To books", done: "In books", account: "FI2112345600000785", email: true };
    const report = await run(stage, renamed(), sides, { invoices });
    expect(report).toMatchObject({ flows: [{ problem: undefined }, { counts: { created: 1 } }, {}] });
    expect(stage.books.all("invoice")).toMatchObject([{ receiver: { email: "pay@acme.example", country: "FINLAND" } }]);
  });

  it("may have the same connector as the other: the kinds of both stay apart", async () => {
    const stage = await shopStage();
    const schema = stage.job().schemas.get("shop") as SystemSchema;
    const fresh = new FakeSystem("new", schema, stage.clock);
    putOrder(stage, "o1", { isTest: true });
    // The new shop has another customer under the same id.
    fresh.put("customer", { guid: "k-o1", name: "Somebody else", isActive: true });
    const without = ["invoices", "items", "partners", "payments", "messages", "computed"].map((name) => [
      `${name}.yaml`,
      "",
    ]);
    const files = { "integration.yaml": twoShops, "customers.yaml": customers, "orders.yaml": orders };
    const report = await run(
      stage,
      { ...Object.fromEntries(without), ...files },
      { old: { system: stage.shop, schema }, new: { system: fresh, schema } },
      {},
    );
    expect(report).toMatchObject({
      flows: [{ counts: { created: 1 } }, { problem: undefined, counts: { created: 1 } }],
    });
    const [, made, told] = fresh.all("customer");
    expect(made).toMatchObject({ name: "Customer of o1", language: "fi" });
    expect(told).toMatchObject({ name: `Customer of o1 is ${String(made?.["guid"])} there and k-o1 here` });
  });
});
