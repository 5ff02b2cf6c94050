import { describe, expect, it } from "vitest";
import { evaluationOver } from "../../../engine/compile/evaluation-state.ts";
import { named, shaperFor } from "../../../engine/compile/values.ts";
import type { Type } from "../../../engine/language/types/type.ts";
import { allCells } from "../../../engine/mapping/tree/cells-of.ts";
import type { Cell } from "../../../engine/mapping/tree/field-node.ts";
import { Money, type Value } from "../../../engine/value/value.ts";
import { only } from "./invoices.ts";
import { order, sceneOf, typedShop } from "./shop.ts";

describe("a transfer", () => {
  it("is refused with a text over its limit, by field, limit and length", () => {
    const evaluation = only(sceneOf(), { ...order, receiver: "A".repeat(81) });
    if (evaluation.kind !== "refused") throw new Error(evaluation.kind);
    expect(evaluation.said).toHaveLength(1);
    expect(evaluation.said[0]).toMatchObject({
      code: "text-too-long",
      facts: { field: "receiver.name", limit: 80, length: 81 },
    });
    expect(only(sceneOf(), { ...order, receiver: "😀".repeat(80) }).kind).toBe("ready");
  });
});

describe("a value as the target takes it", () => {
  const flow = typedShop().flows.get("invoices");
  const cell = (flow?.kind === "transfer" ? allCells(flow.fields)[0] : undefined) as Cell;
  const facts = { reads: ["row.price", "row.tax"], sourceSide: "Shop" };

  /** What a field of this type takes of the value, and what is said of it in row 3. */
  function shaped(type: Type, value: Value, target: Partial<Cell["target"]> = {}, own: Partial<Cell> = {}) {
    const state = evaluationOver([], sceneOf(), false);
    state.row = 3;
    const shaper = shaperFor({ ...facts, cell: { ...cell, ...own, target: { ...cell.target, ...target, type } } });
    return { value: shaper === undefined ? value : shaper(value, state), said: state.said.map(({ text }) => text) };
  }

  it("goes as it is where nothing is to be done", () => {
    expect(shaperFor({ ...facts, cell: { ...cell, target: { ...cell.target, type: { kind: "bool" } } } })).toBe(
      undefined,
    );
  });

  it("is cut at the limit, by characters and without the blank before it, where the mapping says so", () => {
    const cut = { limit: 4, over: "cut" } as const;
    expect(shaped({ kind: "text" }, "abc def", {}, cut).value).toBe("abc");
    expect(shaped({ kind: "text" }, "😀😀😀😀😀", {}, cut).value).toBe("😀😀😀😀");
  });

  it("is never rounded silently", () => {
    expect(shaped({ kind: "decimal" }, 1.25, { scale: 2 })).toEqual({ value: 1.25, said: [] });
    expect(shaped({ kind: "optional", of: { kind: "decimal" } }, 1.255, { scale: 2 })).toEqual({
      value: undefined,
      said: [`${cell.path} (row 3) takes 2 decimals; the value has 3.`],
    });
  });

  it("is money under the keys of the other side, with its currency where it has one", () => {
    const keys = { moneyKeys: { amount: "sum", currency: "code" } };
    expect(shaped({ kind: "money" }, new Money(5, "EUR"), keys).value).toEqual({ sum: 5, code: "EUR" });
    expect(shaped({ kind: "money" }, new Money(5, undefined), keys).value).toEqual({ sum: 5 });
  });

  it("is the identity of a record that is referred to, and leaves gaps of a list out", () => {
    const shape = { name: "shop/order", identity: "guid", field: () => undefined, names: () => [] };
    const record: Type = { kind: "record", shape };
    expect(shaped(record, { guid: "a", name: "A" }).value).toEqual({ guid: "a" });
    expect(shaped(record, { name: "A" }).value).toBeUndefined();
    expect(shaped({ kind: "list", of: record }, [{ guid: "a" }, null, { name: "B" }]).value).toEqual([{ guid: "a" }]);
    expect(shaped({ kind: "list", of: record }, [null]).value).toBeUndefined();
  });

  it("names what it is made of", () => {
    expect([named([]), named(["a"]), named(["a", "b", "c"])]).toEqual(["the value", "a", "a, b or c"]);
  });
});
