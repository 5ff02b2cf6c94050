import { describe, expect, it } from "vitest";
import { compiledShop } from "./shop.ts";

const shop = compiledShop();
const { settings } = shop;
const complete = { invoices: { transfer: "To books", done: "In books", account: 7 } };

describe("settings", () => {
  it("are read with their defaults", () => {
    expect(settings.read(complete)).toEqual({
      value: {
        partners: { create: true },
        invoices: { transfer: "To books", done: "In books", attach: "NONE", email: false, account: 7 },
        notices: { addresses: [] },
      },
      faults: [],
    });
  });

  it("say what is missing, unknown or of another kind", () => {
    const { faults } = settings.read({ invoices: { transfer: "To books", account: 7, attach: "ALL", emaill: true } });
    expect(faults).toEqual([
      {
        path: "invoices.emaill",
        title: "emaill",
        problem: 'does not exist; did you mean "email"?',
        missing: false,
      },
      { path: "invoices.attach", title: "Attachments", problem: 'must be one of NONE, PDF, not "ALL"', missing: false },
      { path: "invoices.done", title: "Status after transfer", problem: "must be filled in", missing: true },
    ]);
  });
});
