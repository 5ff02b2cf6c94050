import { expect, it } from "vitest";
import { productSeeds } from "../../../sandbox/severa/seed-codes.ts";
import { seeded } from "./seeded-world.ts";

const { company, world, customers } = seeded({ invoices: 40 });

it("the others know all that the organisation has, in plain facts", () => {
  expect(company.customers.length).toBe(customers.length);
  expect(company.people.map(({ code }) => code)).toEqual(world.users.all().map(({ code }) => code));
  expect(company.projects.map(({ number }) => number)).toEqual(
    world.projects.all().map(({ number }) => String(number)),
  );
  expect(company.costCentres.map(({ name }) => name)).toEqual(world.costCenters.all().map(({ name }) => name));
  expect(company.products).toBe(productSeeds);
  expect(company.workTypes.every(({ unit, vat }) => unit === "h" && vat === 25.5)).toBe(true);
});

it("the customers of an invoice that shows a fault of theirs are told apart, and whose number is taken", () => {
  const faults = company.customers.flatMap(({ fault }) => fault ?? []);
  expect(faults.toSorted()).toEqual(["number taken", "other", "other", "other", "other"]);
  expect(company.customers.slice(0, world.options.customers).every(({ fault }) => fault === undefined)).toBe(true);
});

it("whoever is no employee has neither identity code nor bank account", () => {
  expect(company.people[0]).toMatchObject({ identityCode: undefined, bankAccount: undefined });
  expect(company.people[1]?.identityCode).toBeDefined();
});
