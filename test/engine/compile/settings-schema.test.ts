import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { compiledShop } from "./shop.ts";

const { settings } = compiledShop();
const complete = { invoices: { transfer: "To books", done: "In books", account: 7 } };

describe("settings", () => {
  it("have a JSON Schema that takes the same values", () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(settings.schema);
    expect(validate(complete)).toBe(true);
    expect(validate({ invoices: { transfer: "x", done: "y", account: 7, attach: "ALL" } })).toBe(false);
    expect(validate({ invoices: {} })).toBe(false);
  });
});
