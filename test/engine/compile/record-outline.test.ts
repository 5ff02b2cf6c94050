import { describe, expect, it } from "vitest";
import { refuseGeneratorFaults } from "../../../engine/compile/or-closures.ts";
import {
  type BuildOptions,
  isFollowed,
  outlineOf,
  type RecordOutline,
} from "../../../engine/compile/record-outline.ts";
import type { TypedRegister, TypedTransfer } from "../../../engine/mapping/tree/typed-flow.ts";
import { shopFile, typedShop } from "./shop.ts";

const shop = typedShop();
const invoices = shop.flows.get("invoices") as TypedTransfer;
const common = { messages: shop.messages, sourceSide: "Shop", trace: false, fellBack: refuseGeneratorFaults };

function keysOf(outline: RecordOutline): readonly unknown[] {
  return outline.parts.map((part) => ("outline" in part ? [part.key, ...keysOf(part.outline)] : part.key));
}

/** The outline of the fields of a register of the shop, as they are written by an update. */
function updated(name: string, text = shopFile(`${name}.yaml`)): readonly unknown[] {
  const flow = typedShop({ [`${name}.yaml`]: text }).flows.get(name) as TypedRegister;
  const options: BuildOptions = { ...common, kind: flow.to, mode: "update" };
  return keysOf(outlineOf(flow.fields, options));
}

describe("the outline of a record", () => {
  it("has the fields in the order of the mapping, those of dotted paths under their first step", () => {
    const outline = outlineOf(invoices.fields, { ...common, kind: invoices.to, mode: "create" });
    expect(keysOf(outline)).toEqual([
      "type",
      "status",
      "originalNumber",
      "date",
      "partnerId",
      ["receiver", "name", "street", "email", "country"],
      "channel",
      "penalty",
      "account",
      "text",
      "rows",
    ]);
  });

  it("leaves out in an update what is never updated", () => {
    expect(updated("partners")).toEqual([]);
    expect(updated("items")).toEqual(["code", "name", "active"]);
    expect(updated("items", shopFile("items.yaml").replace("over: cut }", "over: cut, update: never }"))).toEqual([
      "code",
      "active",
    ]);
  });
});

describe("a linked record", () => {
  it("is followed where some field of it is", () => {
    const fields = (name: string) => (shop.flows.get(name) as TypedRegister).fields;
    expect(isFollowed(fields("items"))).toBe(true);
    expect(isFollowed(fields("partners"))).toBe(false);
    expect(isFollowed([])).toBe(false);
  });
});
