import { expect, it } from "vitest";
import { isIban } from "../../../sandbox/seed/identity.ts";
import { recordAt, textAt } from "../../../sandbox/server/json.ts";
import { userCount, userWithoutBankAccount } from "../../../sandbox/severa/seed-users.ts";
import { seeded } from "./seeded-world.ts";

const { world } = seeded();
const people = world.users.all();

it("everybody has a code, an address for mail and a unit that there is", () => {
  expect(people.length).toBe(userCount);
  for (const name of ["code", "email", "guid"]) expect(new Set(people.map((user) => user[name])).size).toBe(userCount);
  const units = new Set(world.businessUnits.all().map(({ guid }) => guid));
  for (const user of people) expect(units.has(recordAt(user, "businessUnit")["guid"])).toBe(true);
});

it("the first is the administrator, who is no employee; the others can be paid", () => {
  const [admin, ...others] = people;
  expect([admin?.["lastName"], admin?.["userType"]]).toEqual(["Admin", "FullUser"]);
  expect([admin?.["socialSecurityNumber"], admin?.["bankAccountNumber"]]).toEqual([null, null]);
  for (const user of others) expect(textAt(user, "socialSecurityNumber")).toMatch(/^\d{6}[-A]\d{3}[0-9A-Y]$/);
});

it("one traveller lacks a bank account, and only where refusals are to be shown", () => {
  const withAccount = (refusals: boolean) =>
    seeded({ refusals })
      .world.users.all()
      .flatMap((user, index) => (isIban(textAt(user, "bankAccountNumber") ?? "") ? [] : [index]));
  expect(withAccount(true)).toEqual([0, userWithoutBankAccount]);
  expect(withAccount(false)).toEqual([0]);
});
