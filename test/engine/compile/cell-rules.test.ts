import { describe, expect, it } from "vitest";
import { cellRules, sourceReads } from "../../../engine/compile/cell-rules.ts";
import { refuseGeneratorFaults } from "../../../engine/compile/or-closures.ts";
import type { BuildOptions } from "../../../engine/compile/record-outline.ts";
import type { Cell } from "../../../engine/mapping/tree/field-node.ts";
import type { TypedTransfer } from "../../../engine/mapping/tree/typed-flow.ts";
import { cell } from "../language/fixture.ts";
import { typedShop } from "./shop.ts";

const shop = typedShop();
const invoices = shop.flows.get("invoices") as TypedTransfer;
const { messages } = shop;
const common = { messages, sourceSide: "Shop", trace: false, fellBack: refuseGeneratorFaults, kind: invoices.to };

function cellAt(path: string): Cell {
  const node = invoices.fields.find((field) => field.path === path);
  if (node?.kind !== "cell") throw new Error(`there is no cell ${path}`);
  return node;
}

/** The rules of a text that a create need not have, and that may be of any length. */
function rulesOf(change: Partial<Cell> = {}, mode: BuildOptions["mode"] = "create") {
  const text = cellAt("text");
  const target = { ...text.target, required: false };
  return cellRules({ ...text, target, limit: undefined, when: undefined, ...change }, { ...common, mode });
}

const condition = cell("2 > 1").typed;

describe("what is absent", () => {
  it("is left out, but for an update that follows its source: that clears the field", () => {
    expect(rulesOf({ update: "always" }, "update").absent).toBeNull();
    expect(rulesOf({ update: "never" }, "update").absent).toBeUndefined();
    expect(rulesOf({ update: "always" }, "create").absent).toBeUndefined();
    expect(rulesOf({ update: "always" }, "change").absent).toBeUndefined();
  });

  it("clears no field that must be there, and none whose rule does not hold for the record", () => {
    const target = { ...cellAt("text").target, required: true };
    expect(rulesOf({ update: "always", target }, "update").absent).toBeUndefined();
    expect(rulesOf({ update: "always", when: condition }, "update").absent).toBeUndefined();
  });

  it("by the author's word is told to the other side wherever there may be something to clear", () => {
    const modes = ["create", "update", "change"] as const;
    expect(modes.map((mode) => rulesOf({}, mode).keepsEmpty)).toEqual([false, true, true]);
  });
});

describe("a word or text that a rule says outright", () => {
  it.each([
    ['"Thank you"', {}, "Thank you"],
    ['"Thank you"', { when: condition }, undefined],
    ['"  "', {}, undefined],
    ['""', {}, undefined],
    ["1", {}, undefined],
    ["empty", {}, undefined],
  ])("%s with %j is fixed as %j", (text, change, fixed) => {
    expect(rulesOf({ value: cell(text).typed, ...change }).fixed).toBe(fixed);
  });

  it("is fixed of a field of words too, and not where it could be too long", () => {
    expect(cellRules(cellAt("type"), { ...common, mode: "create" }).fixed).toBe("SALES");
    expect(rulesOf({ value: cell('"Thank you"').typed, limit: 5 })).toMatchObject({ fixed: undefined });
    expect(rulesOf({ value: cell('"Thank you"').typed, limit: 5 }).shape).toBeDefined();
  });
});

it("what a rule reads of the source is no setting", () => {
  expect(sourceReads(cellAt("penalty"))).toEqual(["interest"]);
  expect(sourceReads(cellAt("account"))).toEqual([]);
  expect(sourceReads(cellAt("channel")).some((path) => path.startsWith("settings."))).toBe(false);
});
