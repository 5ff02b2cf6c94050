import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { type JsonRecord, recordAt } from "../../../sandbox/server/json.ts";
import { allPages, type Call, severa } from "../client.ts";

let sandbox: Sandbox;
let call: Call;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 7, invoices: 20, quota: false });
  call = await severa(sandbox);
});
afterAll(() => sandbox.close());

const listed = (path: string): Promise<readonly JsonRecord[]> => allPages(call, path);
const world = () => sandbox.state.severa.world;

describe("the addresses and contacts of a customer", () => {
  it.each(["addresses", "contactpersons"])("%s are those of this customer alone", async (name) => {
    const guid = world().customers.at(3)["guid"];
    const own = await listed(`/v1/customers/${guid}/${name}`);
    expect(own.length).toBeGreaterThan(0);
    for (const one of own) expect(recordAt(one, "customer")["guid"]).toBe(guid);
  });

  it.each(["addresses", "contactpersons", "customercountrysettings"])(
    "%s of a customer that is not there are not there",
    async (name) => {
      const nobody = "00000000-0000-4000-8000-000000000000";
      expect((await call("GET", `/v1/customers/${nobody}/${name}`)).status).toBe(404);
    },
  );
});

describe("a filter finds the records with that value, and no other", () => {
  it.each([
    ["customers", "numbers", "number"],
    ["customers", "customerNames", "name"],
    ["users", "code", "code"],
    ["users", "email", "email"],
    ["projects", "numbers", "number"],
    ["projects", "customerGuids", "customer.guid"],
    ["phases", "projectGuids", "project.guid"],
    ["businessunits", "code", "code"],
    ["costcenters", "identifier", "identifier"],
    ["products", "code", "code"],
    ["worktypes", "code", "code"],
    ["travelexpensetypes", "code", "code"],
    ["bankaccounts", "companyGuid", "company.guid"],
    ["salesstatustypes", "salesState", "salesState"],
    ["vatrates", "countryGuid", "countryGuid"],
  ])("%s by %s", async (path, parameter, field) => {
    const all = await listed(`/v1/${path}`);
    const value = (record: JsonRecord) => {
      const [first = "", second] = field.split(".");
      return second === undefined ? record[first] : recordAt(record, first)[second];
    };
    const wanted = value(all[1] ?? {});
    const found = await listed(`/v1/${path}?${parameter}=${encodeURIComponent(String(wanted))}`);
    expect(found.map(({ guid }) => guid)).toEqual(
      all.filter((record) => value(record) === wanted).map(({ guid }) => guid),
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(all.length);
  });

  it("active ones are asked for by the name that each list has for it", async () => {
    const inactive = async (path: string) => (await listed(path)).map(({ name }) => name);
    expect(await inactive("/v1/travelexpensetypes?active=false")).toEqual(["Kilometrikorvaus 2024 (vanha)"]);
    expect(await inactive("/v1/costcenters?active=false")).toEqual(["Pohjoinen"]);
    expect(await inactive("/v1/users?isActive=false")).toEqual([]);
  });
});

it.each(["deletedprojectfees", "deletedprojecttravelexpenses", "deletedworkhours"])(
  "%s are none, since nothing is ever deleted",
  async (path) => {
    const answer = await call("GET", `/v1/${path}`);
    expect([answer.status, answer.list]).toEqual([200, []]);
  },
);
