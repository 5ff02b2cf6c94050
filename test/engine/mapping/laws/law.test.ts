import { expect, it } from "vitest";
import { targetsOf } from "../../../../engine/mapping/laws/law.ts";
import { edited } from "../edited.ts";

const targets = (...edits: Parameters<typeof edited>[0]) =>
  targetsOf(edited(edits).typed).map(({ kind, operation }) => `${operation} ${kind.name}`);

it("an integration writes what its flows make, what their steps make or change, and what is written back", () => {
  expect(targets().toSorted()).toEqual([
    "create books/attachment",
    "create books/invoice",
    "create books/item",
    "create books/partner",
    "update shop/order",
    "update shop/order",
  ]);
});

it("what is written back when a document is refused is a write like any other", () => {
  const onError = ["invoices.yaml", "recognise by:", "on error: { note: receiver }\nrecognise by:"] as const;
  expect(targets(onError).filter((one) => one === "update shop/order")).toHaveLength(3);
});
