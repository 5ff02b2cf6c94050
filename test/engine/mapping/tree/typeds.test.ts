import { expect, it } from "vitest";
import { neededRecordsOf, typedsOf } from "../../../../engine/mapping/tree/typeds.ts";
import { edited } from "../edited.ts";

const { typed } = edited([]);

it("the expressions of a flow are its own, those of its guards, cells and steps", () => {
  const texts = typedsOf(typed.flows.get("invoices")).map(({ text }) => text.text.trim());
  for (const text of ["status == settings.invoices.transfer", "customer", "receiver", "row in rows", "file.name"])
    expect(texts.some((one) => one.includes(text))).toBe(true);
  expect(new Set(typedsOf(typed.flows.get("invoices"))).size).toBe(texts.length);
});

it("those that only say for which record a register must hold are told apart", () => {
  const needed = [...neededRecordsOf(typed)];
  expect(needed.map(({ text, expr }) => text.text.slice(expr.start, expr.end))).toEqual(["customer"]);
});
