import { expect, it } from "vitest";
import { isFinnishBusinessId, isIban } from "../../../sandbox/seed/identity.ts";
import { recordAt, recordsAt, textAt } from "../../../sandbox/server/json.ts";
import { seeded } from "./seeded-world.ts";

const { world } = seeded();
const units = world.businessUnits.all();

/** The units that stand for a company: they alone have a business ID. */
const companies = units.filter((unit) => unit["vatNumber"] !== null);

it("units are one tree, below the unit of their company", () => {
  const byGuid = new Map(units.map((unit) => [unit["guid"], unit]));
  expect(units.filter((unit) => unit["parentGuid"] === null)).toEqual([units[0]]);
  for (const unit of units) {
    const company = byGuid.get(unit["companyBusinessUnitGuid"]);
    expect(companies).toContain(company);
    expect([unit["companyGuid"], unit["companyName"]]).toEqual([company?.["companyGuid"], company?.["name"]]);
    const parent = byGuid.get(unit["parentGuid"]);
    if (!companies.includes(unit)) expect(unit["companyGuid"]).toBe(parent?.["companyGuid"]);
  }
});

it("one company is Finnish and one Swedish, each in its currency", () => {
  const [finnish = "", swedish = ""] = companies.map((unit) => textAt(unit, "vatNumber"));
  expect(isFinnishBusinessId(finnish.replace(/^FI(\d{7})(\d)$/, "$1-$2"))).toBe(true);
  expect(swedish).toMatch(/^SE\d{12}$/);
  expect(recordsAt(world.organizationDetails, "activeCompanies").map((one) => one["currencyCode"])).toEqual([
    "EUR",
    "SEK",
  ]);
});

it("the organisation is the Finnish company, and knows both by the guids that their units have", () => {
  const [first] = units;
  expect(world.organizationDetails).toMatchObject({ name: first?.["name"], vatNumber: first?.["vatNumber"] });
  const active = recordsAt(world.organizationDetails, "activeCompanies");
  expect(active.map((company) => company["rootBusinessUnitGuid"])).toEqual(companies.map(({ guid }) => guid));
});

it("bank accounts belong to the unit of a company, and none stands twice", () => {
  const accounts = world.bankAccounts.all();
  const numbers = accounts.map((account) => textAt(account, "accountNumber") ?? "");
  expect(numbers.every(isIban)).toBe(true);
  expect(new Set(numbers).size).toBe(3);
  for (const account of accounts) {
    const unit = units.find(({ guid }) => guid === recordAt(account, "businessUnit")["guid"]);
    expect(unit?.["companyGuid"]).toBe(recordAt(account, "company")["guid"]);
  }
});

it("another seed makes another business ID, the same seed the same", () => {
  const id = (seed: number) => seeded({ seed }).world.organizationDetails["vatNumber"];
  expect(id(7)).toBe(world.organizationDetails["vatNumber"]);
  expect(id(8)).not.toBe(id(7));
});
