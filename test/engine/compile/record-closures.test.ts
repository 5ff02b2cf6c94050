import { describe, expect, it } from "vitest";
import { beginEvaluation, type EvaluationState, layoutOf } from "../../../engine/compile/evaluation-state.ts";
import { refuseGeneratorFaults } from "../../../engine/compile/or-closures.ts";
import { compileRecord } from "../../../engine/compile/record-closures.ts";
import { type BuildOptions, outlineOf } from "../../../engine/compile/record-outline.ts";
import type { FieldNode } from "../../../engine/mapping/tree/field-node.ts";
import type { TypedTransfer } from "../../../engine/mapping/tree/typed-flow.ts";
import type { RecordValue, Value } from "../../../engine/value/value.ts";
import { knownWorld, order, sceneOf, shopFile, typedShop } from "./shop.ts";

const invoicesYaml = shopFile("invoices.yaml");

/** Makes the document of the shop's transfer, of which some text may be another, from closures alone. */
function maker(edit: (text: string) => string = (text) => text, change: Partial<BuildOptions> = {}) {
  const typed = typedShop({ "invoices.yaml": edit(invoicesYaml) });
  const flow = typed.flows.get("invoices") as TypedTransfer;
  const options: BuildOptions = {
    kind: flow.to,
    messages: typed.messages,
    sourceSide: "Shop",
    trace: false,
    mode: "create",
    fellBack: refuseGeneratorFaults,
    ...change,
  };
  const make = compileRecord(outlineOf(flow.fields as readonly FieldNode[], options), options, flow.level);
  return (record: RecordValue, rows?: readonly Value[]): { made: RecordValue; state: EvaluationState } => {
    const world = knownWorld();
    if (rows !== undefined) world.relations.set("o1.rows", rows);
    const state = beginEvaluation(layoutOf(flow), sceneOf(world), record, "o1", options.trace);
    return { made: make(state), state };
  };
}

const row = (description: string | null, unit = "h"): RecordValue => ({
  ...{ guid: "r", code: null, description, quantity: 1, price: { amount: 1, currencyCode: "EUR" } },
  ...{ category: "Hours", unit },
});
const codesOf = ({ said }: EvaluationState) => said.map(({ code }) => code);

describe("a record made of closures", () => {
  const make = maker();

  it("has its fields in the order of the mapping, what is absent left out", () => {
    const { made, state } = make({ ...order, street: null });
    expect(codesOf(state)).toEqual([]);
    expect(Object.keys(made).slice(0, 4)).toEqual(["type", "status", "originalNumber", "date"]);
    expect(Object.keys(made["receiver"] as RecordValue)).toEqual(["name", "email", "country"]);
  });

  it("says of every field that a create must have and that is absent, all at once", () => {
    const { state } = make({ ...order, date: null, receiver: null });
    expect(codesOf(state)).toEqual(["required-missing", "required-missing"]);
    expect(state.said.map(({ facts }) => facts["field"]).toSorted()).toEqual(["date", "receiver.name"]);
  });

  it("misses nothing in a change of some fields: the rest is there already", () => {
    const change = maker((text) => text.replace("date:             date\n", "date: { value: date }\n"), {
      mode: "change",
    });
    expect(codesOf(change({ ...order, date: null }).state)).toEqual([]);
  });

  it("looks first at what its level refuses", () => {
    const { state } = make({ ...order, street: " ", customer: null }, [row("Planning")]);
    expect(codesOf(state)).toContain("street-missing");
  });
});

describe("an entry for each item of a list", () => {
  const make = maker();

  it("is made in order, each with what is said of it under its own number", () => {
    const { made, state } = make(order, [row("a"), row(null), row("c", "m")]);
    expect((made["rows"] as readonly RecordValue[]).map(({ product }) => product)).toEqual(["a", undefined, "c"]);
    expect(codesOf(state)).toEqual(["required-missing", "unit-unknown"]);
    expect(state.row).toBe(0);
  });

  it("is no list at all where there is no item, so that a list that must be there is missed", () => {
    const { made, state } = make(order, []);
    expect("rows" in made).toBe(false);
    expect(state.said.map(({ code, facts }) => [code, facts["field"]])).toEqual([["required-missing", "rows"]]);
  });
});

describe("a record within a record", () => {
  it("is not made of constants alone, unless a create must have it", () => {
    const constant = maker((text) =>
      text.replace(
        / {2}receiver\.name:.*\n {2}receiver\.street:.*\n {2}receiver\.email:.*\n {2}receiver\.country:.*\n/,
        '  receiver.name: "Acme"\n',
      ),
    );
    expect(constant(order).made["receiver"]).toEqual({ name: "Acme" });
    const change = maker(
      (text) =>
        text.replace(
          / {2}receiver\.name:.*\n {2}receiver\.street:.*\n {2}receiver\.email:.*\n {2}receiver\.country:.*\n/,
          '  receiver.name: "Acme"\n  receiver.street: street\n',
        ),
      { mode: "change" },
    );
    expect(change(order).made["receiver"]).toEqual({ name: "Acme", street: "Katu 1" });
    expect(change({ ...order, street: null }).made["receiver"]).toBeUndefined();
  });
});

it("a traced record tells of each field its path, with the positions of lists from 1, and what it was read from", () => {
  const { state } = maker(undefined, { trace: true })(order, [row("a"), row("b")]);
  const paths = new Map(state.lineage.map((one) => [one.path, one]));
  expect(paths.get("rows.2.product")).toMatchObject({ value: "b", sources: [{ value: "b" }] });
  expect(paths.get("receiver.name")).toMatchObject({ sources: [{ path: "receiver", value: "Acme Oy" }] });
  expect(state.prefix).toBe("");
});
