import { expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/sandbox.ts";
import { statusAt } from "../../../sandbox/severa/invoices.ts";
import { severa } from "../client.ts";

it("holds a hundred thousand invoices without a pause", async () => {
  const start = performance.now();
  const sandbox = await startSandbox({ invoices: 100_000, quota: false });
  expect(performance.now() - start).toBeLessThan(5000);
  const call = await severa(sandbox);
  const last = (await call("GET", "/v1/invoices?numbers=126000")).list;
  expect(last.map((invoice) => invoice["number"])).toEqual([126_000]);
  await sandbox.close();
});

it("keeps edits by a person over what follows from the seed", async () => {
  const sandbox = await startSandbox({ invoices: 5, quota: false });
  const { invoices } = sandbox.state.severa;
  const before = invoices.record(1);
  const descriptions = (index: number) => invoices.rows(index).map(({ description }) => description);
  const [, ...others] = descriptions(1);
  const untouched = descriptions(2);
  invoices.edit(1, { orderNumber: "PO-9" }, 1_700_000_000_000);
  invoices.editRow(1, 0, { description: "Korjattu" }, 1_800_000_000_000);
  expect(invoices.record(1)).toMatchObject({ orderNumber: "PO-9", guid: before["guid"], number: before["number"] });
  expect(descriptions(1)).toEqual(["Korjattu", ...others]);
  expect(invoices.changedAt(1)).toBe(1_800_000_000_000);
  expect(descriptions(2)).toEqual(untouched);
  await sandbox.close();
});

it("numbers a draft when it gets a status that asks for a number, once", async () => {
  const sandbox = await startSandbox({ invoices: 20, quota: false });
  const { invoices } = sandbox.state.severa;
  const places = Array.from({ length: invoices.size }, (_, index) => index);
  const draft = places.find((index) => invoices.numberOf(index) === null) ?? -1;
  const next = invoices.nextNumber;
  for (const status of [statusAt.waiting, statusAt.draft, statusAt.waiting]) invoices.setStatus(draft, status, 0);
  expect([invoices.numberOf(draft), invoices.nextNumber, invoices.withNumber(next)]).toEqual([next, next + 1, draft]);
  await sandbox.close();
});
