import { afterAll, beforeAll, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type JsonRecord, recordAt } from "../../../sandbox/server/json.ts";
import { type Call, severa } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 3, invoices: 60, quota: false });
  call = await severa(sandbox);
});
afterAll(() => sandbox.close());

const refused = (record: JsonRecord) => {
  const { type, details } = recordAt(record, "error") as { type?: string; details?: readonly JsonRecord[] };
  return [type, recordAt(details?.[0] ?? {}, "location")["name"]];
};

it("creates a record from names in any case, leaves out what it does not know, and shows it in its list", async () => {
  const [language] = (await call("GET", "/v1/localization/languages")).list;
  const guid = language?.["guid"] ?? null;
  const made = await call("POST", "/v1/customers", {
    Name: "Uusi Oy",
    NUMBER: 9001,
    language: { guid },
    colour: "red",
  });
  expect(made.status).toBe(201);
  expect(made.record).toMatchObject({ name: "Uusi Oy", number: 9001, isActive: true, language: { guid } });
  expect(made.record).not.toHaveProperty("colour");
  const read = await call("GET", `/v1/customers/${made.record["guid"]}`);
  expect(read.record).toEqual(made.record);
});

it.each<[string, string, JsonRecord, string]>([
  ["a name", "/v1/products", { code: "X" }, "name"],
  ["a name that is not empty", "/v1/products", { name: "" }, "name"],
  ["the identifier of a cost centre", "/v1/costcenters", { name: "X" }, "identifier"],
  ["references that exist", "/v1/worktypes", { name: "X", salesAccount: { guid: "nobody" } }, "salesAccount"],
])("asks for %s", async (_, path, body, name) => {
  const answer = await call("POST", path, body);
  expect([answer.status, ...refused(answer.record)]).toEqual([400, "InvalidParameter", name]);
});

it("changes the fields that may be written, and moves the time of change", async () => {
  const [before] = (await call("GET", "/v1/products?rowCount=1")).list;
  const path = `/v1/products/${before?.["guid"]}`;
  const [after] = (await call("PATCH", path, [{ op: "Replace", path: "/code", value: "X-1" }])).list;
  expect(after).toMatchObject({ code: "X-1", name: before?.["name"] });
  expect(String(after?.["lastUpdatedDateTime"]) > String(before?.["lastUpdatedDateTime"])).toBe(true);
  expect((await call("PATCH", path, [{ op: "Replace", path: "/guid", value: "x" }])).status).toBe(400);
  expect((await call("PATCH", "/v1/products/nobody", [])).status).toBe(404);
});
