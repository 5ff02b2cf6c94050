import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { compiledShop, sceneOf } from "./shop.ts";

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

  it("have a JSON Schema that takes the same values", () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(settings.schema);
    expect(validate(complete)).toBe(true);
    expect(validate({ invoices: { transfer: "x", done: "y", account: 7, attach: "ALL" } })).toBe(false);
    expect(validate({ invoices: {} })).toBe(false);
  });

  it("name the records that the run puts in their place", () => {
    expect(settings.records.map(({ path, kind }) => [path.join("."), `${kind.side}/${kind.kind}`])).toEqual([
      ["invoices.transfer", "shop/orderStatus"],
      ["invoices.done", "shop/orderStatus"],
      ["invoices.account", "books/account"],
    ]);
  });
});

describe("checks", () => {
  it("say nothing when they hold, and their message when they do not", () => {
    const [numbered] = shop.checks;
    expect(numbered?.evaluate(sceneOf())).toEqual([]);
    const said = numbered?.evaluate(sceneOf(undefined, { transfer: { guid: "s1", name: "Draft", hasNumber: false } }));
    expect(said?.map(({ text, advice }) => [text, advice])).toEqual([
      ["The status Draft gives no number.", "Switch it on."],
    ]);
  });
});

describe("a follow", () => {
  const payments = shop.flows.find(({ flow }) => flow.name === "payments")?.flow;
  const order = { guid: "o1", status: { guid: "s2" } };
  const evaluate = (source: typeof order, target: Record<string, string | number>) =>
    payments?.kind === "follow" ? payments.evaluate(sceneOf(), source, target) : undefined;

  it("does what the first rule that holds says", () => {
    expect(evaluate(order, { id: 1, balance: 0, status: "PAID" })).toMatchObject({
      rule: "paid",
      writeBack: { status: { guid: "s1" } },
      last: true,
    });
    expect(evaluate(order, { id: 1, balance: 3, status: "PAID" })).toBeUndefined();
  });

  it("leaves alone what is in another state by now", () => {
    expect(evaluate({ guid: "o1", status: { guid: "s9" } }, { id: 1, balance: 0, status: "PAID" })).toBeUndefined();
  });
});
