import { expect, it } from "vitest";
import { compileFields } from "../../../engine/compile/compile-fields.ts";
import { beginEvaluation, layoutOf } from "../../../engine/compile/evaluation-state.ts";
import type { Cell, FieldNode } from "../../../engine/mapping/tree/field-node.ts";
import type { TypedTransfer } from "../../../engine/mapping/tree/typed-flow.ts";
import { order, sceneOf, typedShop } from "./shop.ts";

const shop = typedShop();
const flow = shop.flows.get("invoices") as TypedTransfer;

/** Makes records of these fields; `told`: when closures stepped in, and why. */
function making(fields: readonly FieldNode[], trace = false) {
  const told: string[] = [];
  const make = compileFields(
    fields,
    {
      ...{ kind: flow.to, messages: shop.messages, sourceSide: "Shop", trace, mode: "create" },
      fellBack: (made, { because }) => void told.push(`${made}: ${because}`),
    },
    flow.level,
  );
  const made = (record = order) => make(beginEvaluation(layoutOf(flow), sceneOf(), record, "o1", trace));
  return { made, told };
}

it("generated code makes a good record; closures make the same when it is traced", () => {
  const plain = making(flow.fields);
  const traced = making(flow.fields, true);
  expect(plain.made()).toStrictEqual(traced.made());
  expect([plain.told, traced.told]).toEqual([[], []]);
});

it("closures step in for a record that something is to be said of, and that is told by what was being made", () => {
  const { made, told } = making(flow.fields);
  made({ ...order, date: null });
  made();
  expect(told).toEqual(["create books/invoice: something-to-say"]);
});

it("closures make all records where a field bears the one name that no code can hold", () => {
  const note = flow.fields.find(({ path }) => path === "type") as Cell;
  const { made, told } = making([{ ...note, ownPath: ["__proto__"] }]);
  expect(told).toEqual(["create books/invoice: key"]);
  made();
  expect(told.length).toBe(1);
});
