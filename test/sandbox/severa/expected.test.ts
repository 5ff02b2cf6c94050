import { expect, it } from "vitest";
import { numberAt } from "../../../sandbox/server/json.ts";
import { seeded } from "./seeded-world.ts";

const severa = seeded({ invoices: 40, travel: 4 });
const { expected, invoices, cases } = severa;

it("all invoices and travel that wait at the start are named by their numbers", () => {
  expect(expected.waitingInvoices.length).toBe(40);
  expect(new Set(expected.waitingInvoices).size).toBe(40);
  expect(expected.waitingInvoices[3]).toBe(numberAt(invoices.record(3), "number"));
  expect(expected.waitingTravel).toEqual([501, 502, 503, 504]);
});

it("what must be refused is among them, each for its reason", () => {
  const refused = expected.refusals.filter(({ kind }) => kind === "invoice");
  expect(refused.map((one) => one.case)).toEqual([...cases.values()].map((one) => one.case));
  for (const [index, { number }] of refused.entries())
    expect(number).toBe(expected.waitingInvoices[[...cases.keys()][index] ?? -1]);
  expect(refused.filter(({ onlyWithAttachments }) => onlyWithAttachments).map((one) => one.case)).toEqual(
    [...cases.values()].flatMap((one) => (one.attachments ? [one.case] : [])),
  );
  expect(expected.refusals.filter(({ kind }) => kind === "travel").map(({ number }) => number)).toEqual([502, 504]);
});

it("nothing must be refused where refusals are off", () => {
  expect(seeded({ refusals: false }).expected.refusals).toEqual([]);
});
