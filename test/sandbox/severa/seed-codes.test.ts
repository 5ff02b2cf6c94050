import { expect, it } from "vitest";
import { recordAt } from "../../../sandbox/server/json.ts";
import { productSeeds, travelTypeSeeds, workTypeSeeds } from "../../../sandbox/severa/seed-codes.ts";
import { seeded } from "./seeded-world.ts";

const { world } = seeded();

it("what is sold has a code of its own, but for one product and one type of work without", () => {
  const codes = [...productSeeds, ...workTypeSeeds, ...travelTypeSeeds].map(({ code }) => code);
  const given = codes.filter((code) => code !== null);
  expect([codes.length - given.length, new Set(given).size]).toEqual([2, given.length]);
  expect([productSeeds, workTypeSeeds].map((seeds) => seeds.at(-1)?.code)).toEqual([null, null]);
});

it("the registers hold the seeds in their order, so that a row finds its source by its place", () => {
  const codesOf = (register: typeof world.products) => register.all().map(({ code }) => code);
  expect(codesOf(world.products)).toEqual(productSeeds.map(({ code }) => code));
  expect(codesOf(world.workTypes)).toEqual(workTypeSeeds.map(({ code }) => code));
  expect(codesOf(world.travelExpenseTypes)).toEqual(travelTypeSeeds.map(({ code }) => code));
});

it("prices are euros with cents, and accounts are those that there are", () => {
  expect(world.products.at(0)["unitPrice"]).toEqual({ amount: 1290, currencyCode: "EUR" });
  expect(world.products.at(3)["unitPrice"]).toEqual({ amount: 189.5, currencyCode: "EUR" });
  const accounts = new Set(world.salesAccounts.all().map(({ guid }) => guid));
  for (const register of [world.products, world.workTypes, world.travelExpenseTypes])
    for (const record of register.all()) expect(accounts.has(recordAt(record, "salesAccount")["guid"])).toBe(true);
});

it("the travel type of years ago is used no more", () => {
  expect(world.travelExpenseTypes.all().filter((type) => type["isActive"] !== true)).toMatchObject([{ code: "2999" }]);
});
