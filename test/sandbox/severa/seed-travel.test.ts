import { expect, it } from "vitest";
import { recordAt } from "../../../sandbox/server/json.ts";
import { travelStatusNames } from "../../../sandbox/severa/seed-settings.ts";
import { userWithoutBankAccount } from "../../../sandbox/severa/seed-users.ts";
import { seeded } from "./seeded-world.ts";

const severa = seeded({ travel: 8 });
const { world, travel } = severa;
const reimbursements = world.travelReimbursements.all();
const expensesOf = (guid: unknown) =>
  world.travelExpenses.all().filter((expense) => recordAt(expense, "travelReimbursement")["guid"] === guid);

it("so many wait for transfer as are asked for, and one more is a draft", () => {
  const statuses = reimbursements.map((one) => recordAt(one, "travelReimbursementStatus")["name"]);
  expect(statuses).toEqual([...new Array(8).fill(travelStatusNames.waiting), travelStatusNames.draft]);
  expect(travel.map(({ number }) => number)).toEqual([501, 502, 503, 504, 505, 506, 507, 508]);
  expect(seeded({ travel: 0 }).world.travelReimbursements.size).toBe(0);
});

it("the total is that of its expenses", () => {
  for (const one of reimbursements) {
    const cents = expensesOf(one["guid"]).reduce(
      (sum, expense) =>
        sum + Math.round(Number(expense["quantity"]) * Number(recordAt(expense, "unitPrice")["amount"]) * 100),
      0,
    );
    expect(cents).toBeGreaterThan(0);
    expect(recordAt(one, "total")).toEqual({ amount: cents / 100, currencyCode: "EUR" });
  }
});

it("the second and fourth are to be refused, the others by nobody who has no bank account", () => {
  expect(travel.map((seed) => seed.case)).toEqual([
    ...[undefined, "traveller without bank account", undefined, "travel code missing in Procountor"],
    ...new Array(4).fill(undefined),
  ]);
  const poor = world.users.at(userWithoutBankAccount)["guid"];
  const travellers = reimbursements.map((one) => recordAt(one, "user")["guid"] === poor);
  expect(travellers.indexOf(true)).toBe(1);
  expect(travellers.filter(Boolean).length).toBe(1);
  expect(seeded({ travel: 8, refusals: false }).travel.every((seed) => seed.case === undefined)).toBe(true);
});

it("what was paid to others has a receipt with bytes behind it, and nothing else has", () => {
  for (const expense of world.travelExpenses.all()) {
    const files = world.travelExpenseFiles.all().filter((file) => file["travelExpenseGuid"] === expense["guid"]);
    const paid = recordAt(expense, "travelExpense")["expenseClass"] === "OtherTravelExpense";
    expect([files.length, expense["attachmentCount"]]).toEqual(paid ? [1, 1] : [0, 0]);
    for (const file of files) {
      const stored = world.files.get(String(file["fileGuid"]));
      expect(stored?.bytes().length).toBe(file["size"]);
      expect(stored?.name).toBe(file["name"]);
    }
  }
});
