import { afterAll, beforeAll, expect, it } from "vitest";
import { businessIdOf } from "../../../sandbox/procountor/seed-books.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type JsonRecord, recordAt, recordsAt } from "../../../sandbox/server/json.ts";
import { type Call, procountor, results, type Seen } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, invoices: 40, purchases: 12, quota: false });
  call = await procountor(sandbox);
});
afterAll(() => sandbox.close());

const faults = (answer: Seen) => recordsAt(answer.record, "errors").map((error) => [error["field"], error["message"]]);

it("searches partners by number in the query and by name and business ID in headers", async () => {
  const known = sandbox.state.severa.customers[0];
  const id = businessIdOf(String(known?.vatNumber));
  expect(results(await call("GET", `/businesspartners?customerNumber=${known?.number}`))).toHaveLength(1);
  expect(results(await call("GET", "/businesspartners", undefined, { identifier: id }))).toHaveLength(1);
  expect((await call("GET", `/businesspartners?identifier=${id}`)).status).toBe(400);
  expect((await call("GET", "/businesspartners?name=x")).status).toBe(400);
});

it("hides inactive partners unless they are asked for, and patches with the version", async () => {
  const partner = (
    await call("POST", "/businesspartners", {
      name: "Testi Oy",
      type: "CUSTOMER",
      address: { name: "Testi Oy", country: "FINLAND" },
      invoicingInfo: { customerNumber: "T-1" },
      paymentInfo: { paymentMethod: "BANK_TRANSFER" },
      registryInfo: { active: false },
    })
  ).record;
  expect(results(await call("GET", "/businesspartners?customerNumber=T-1"))).toHaveLength(0);
  expect(results(await call("GET", "/businesspartners?customerNumber=T-1&active=false"))).toHaveLength(1);
  expect((await call("PATCH", `/businesspartners/${partner["id"]}`, { name: "Toinen Oy" })).status).toBe(400);
  const patched = await call("PATCH", `/businesspartners/${partner["id"]}`, {
    name: "Toinen Oy",
    version: String(partner["version"]),
  });
  expect([patched.status, patched.record]).toEqual([200, {}]);
  expect((await call("GET", `/businesspartners/${partner["id"]}`)).record["name"]).toBe("Toinen Oy");
});

it("leaves travel products out of a list without type", async () => {
  const codes = async (query: string) =>
    results(await call("GET", `/products?size=200${query}`)).map((product) => product["code"]);
  expect(await codes("")).not.toContain("9002");
  expect(await codes("&type=TRAVEL")).toContain("9002");
  expect(results(await call("GET", "/products?type=TRAVEL&size=1"))[0]).toMatchObject({
    type: "TRAVEL",
    startDate: "2026-01-01",
  });
});

it("creates a product and refuses one without price", async () => {
  const product = {
    type: "SALES",
    name: "Uusi",
    code: "U-1",
    unit: "PIECE",
    discount: 0,
    price: 10,
    vat: 25.5,
    active: true,
    currency: "EUR",
  };
  expect((await call("POST", "/products", product)).status).toBe(200);
  const { price: _, ...without } = product;
  expect(faults(await call("POST", "/products", without))).toEqual([["price", "NOT_NULL"]]);
});

it("gives e-mail addresses of persons only one by one", async () => {
  const row = results(await call("GET", "/persons"))[0] as JsonRecord;
  expect(recordAt(row, "registryInfo")).not.toHaveProperty("email");
  expect(recordAt((await call("GET", `/persons/${row["id"]}`)).record, "registryInfo")).toHaveProperty("email");
});
