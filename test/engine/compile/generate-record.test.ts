import { describe, expect, it } from "vitest";
import { beginEvaluation, type EvaluationState } from "../../../engine/compile/evaluation-state.ts";
import { generateRecord } from "../../../engine/compile/generate-record.ts";
import { refuseGeneratorFaults } from "../../../engine/compile/or-closures.ts";
import { compileRecord } from "../../../engine/compile/record-closures.ts";
import { type BuildOptions, outlineOf, type RecordOutline } from "../../../engine/compile/record-outline.ts";
import type { Cell } from "../../../engine/mapping/tree/field-node.ts";
import type { TypedTransfer } from "../../../engine/mapping/tree/typed-flow.ts";
import type { RecordValue } from "../../../engine/value/value.ts";
import { cell } from "../language/fixture.ts";
import { order, sceneOf, typedShop } from "./shop.ts";

const typed = typedShop();
const flow = [...typed.flows.values()].find((one): one is TypedTransfer => one.kind === "transfer") as TypedTransfer;
const options: BuildOptions = {
  kind: flow.to,
  messages: typed.messages,
  sourceSide: "Shop",
  trace: false,
  mode: "create",
  fellBack: refuseGeneratorFaults,
};

function runOf(record: RecordValue): EvaluationState {
  const frame = {
    slotCount: flow.root.slotCount,
    transferSlot: flow.transferSlot,
    makingSlot: flow.making.slot,
    flow: flow.name,
  };
  return beginEvaluation(frame, sceneOf(), record, "o1", false);
}

describe("the function for a record", () => {
  const plan = outlineOf(flow.fields, options);
  const generated = generateRecord(plan, options, flow.level);

  it("makes a good record by itself, with its keys in the order of the mapping", () => {
    const run = runOf(order);
    const made = generated?.make(run);
    expect(run.said).toEqual([]);
    expect(JSON.stringify(made)).toBe(JSON.stringify(compileRecord(plan, options, flow.level)(runOf(order))));
    expect(Object.keys(made ?? {}).length).toBeGreaterThan(5);
  });

  it("gives up a record that something is to be said of", () => {
    const bad = { ...order, number: null };
    const run = runOf(bad);
    expect(() => {
      generated?.make(run);
      if (run.said.length > 0) throw new Error("said");
    }).toThrow();
    const closures = runOf(bad);
    compileRecord(plan, options, flow.level)(closures);
    expect(closures.said.map(({ code }) => code)).toContain("required-missing");
  });

  it("holds no text of the mapping but as JSON literals", () => {
    const code = (generated?.text ?? "").replace(/"(?:[^"\\]|\\.)*"/g, "");
    // What is left is our own: words of the language, our variables, numbers and signs.
    expect(code).not.toMatch(/Acme|EUR|invoice|number|customer/);
    expect(code.length).toBeGreaterThan(500);
  });
});

describe("what becomes of nothing", () => {
  const field = flow.fields.find((node): node is Cell => node.kind === "cell" && !node.constant) as Cell;
  const values = ["omit", "empty", '""', '" "', '"x"', "omit if 1 > 0 else empty", "empty if 1 > 0 else omit"];
  const cases = values.flatMap((text) =>
    (["create", "update", "change"] as const).flatMap((mode) =>
      (["always", "never"] as const).map((update) => ({ text, mode, update })),
    ),
  );

  it.each(cases)("$text is the same in a $mode, updated $update", ({ text, mode, update }) => {
    const value = cell(text, { expected: "text" }).typed;
    for (const constant of [true, false]) {
      const target = { ...field.target, required: false };
      const node: Cell = {
        ...field,
        target,
        value,
        constant,
        update,
        when: undefined,
        required: false,
        limit: undefined,
      };
      const plan: RecordOutline = { parts: [{ key: "a", node, constant, required: false }], path: "", when: undefined };
      const how = { ...options, mode };
      const made = generateRecord(plan, how)?.make(runOf(order));
      expect(made).toStrictEqual(compileRecord(plan, how)(runOf(order)));
    }
  });
});

describe("hostile names of target fields", () => {
  const node = flow.fields.find((one): one is Cell => one.kind === "cell" && one.constant) as Cell;
  const planWith = (key: string): RecordOutline => ({
    parts: [{ key, node, constant: true, required: false }],
    path: "",
    when: undefined,
  });

  it.each(['"]; throw 1; //', "a'b", "line\nbreak", "\u2028", "constructor", "toString", "\\", "1"])(
    "%j is a key and does nothing",
    (key) => {
      const made = generateRecord(planWith(key), options)?.make(runOf(order)) as object;
      expect(Object.keys(made)).toEqual([key]);
      expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    },
  );

  it("no code is made for the one key that a literal would take for something else", () => {
    expect(generateRecord(planWith("__proto__"), options)).toBeUndefined();
    expect(generateRecord({ ...planWith("a"), parts: [{ key: "a", outline: planWith("__proto__") }] }, options)).toBe(
      undefined,
    );
  });
});
