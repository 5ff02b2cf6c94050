import { expect, it } from "vitest";
import { recordAt } from "../../../sandbox/server/json.ts";
import { invoiceStatusNames, travelStatusNames } from "../../../sandbox/severa/seed-settings.ts";
import { seeded } from "./seeded-world.ts";

const { world } = seeded();

it("statuses stand in the order of the process; one of them is where a new document begins", () => {
  for (const [register, names] of [
    [world.invoiceStatuses, invoiceStatusNames],
    [world.travelStatuses, travelStatusNames],
  ] as const) {
    const statuses = register.all();
    expect(statuses.map(({ name }) => name)).toEqual(Object.values(names));
    expect(statuses.map(({ sortOrder }) => sortOrder)).toEqual(statuses.map((_, index) => index + 1));
    expect(statuses.map(({ isDefault }) => isDefault)).toEqual(statuses.map((_, index) => index === 0));
  }
});

it("an invoice has a number from the moment it waits for transfer; travel is approved by then", () => {
  expect(world.invoiceStatuses.all().map(({ hasInvoiceNumber }) => hasInvoiceNumber)).toEqual([
    false,
    true,
    true,
    true,
  ]);
  expect(world.travelStatuses.all().map(({ isApproved }) => isApproved)).toEqual([false, false, true, true, true]);
});

it("countries name their currency and whether they are in the union", () => {
  const facts = world.countries.all().map((one) => [one["code2"], recordAt(one, "currency")["code"], one["isInEU"]]);
  expect(facts).toEqual([
    ["FI", "EUR", true],
    ["SE", "SEK", true],
    ["EE", "EUR", true],
    ["NO", "NOK", false],
    ["DE", "EUR", true],
    ["GB", "EUR", false],
  ]);
});

it("each country of registration has one usual rate of VAT", () => {
  const usual = world.vatRates.all().filter((rate) => rate["isDefault"] === true);
  expect(usual.map((rate) => rate["percentage"])).toEqual([25.5, 25]);
  const homes = world.countries.all().filter((one) => one["isRegistrationCountry"] === true);
  expect(usual.map((rate) => rate["countryGuid"])).toEqual(homes.map(({ guid }) => guid));
});
