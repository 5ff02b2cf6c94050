import { expect, it } from "vitest";
import { beginEvaluation, layoutOf } from "../../../engine/compile/evaluation-state.ts";
import { overEntries, type StepEntry } from "../../../engine/compile/step-entries.ts";
import type { TypedTransfer } from "../../../engine/mapping/tree/typed-flow.ts";
import { FileValue, type Value } from "../../../engine/value/value.ts";
import { knownWorld, order, sceneOf, typedShop } from "./shop.ts";

const flow = typedShop().flows.get("invoices") as TypedTransfer;
const file = (name: string) => new FileValue(name, "application/pdf", 10, { from: "bytes", bytes: new Uint8Array() });

/** The visits of a step, each with what then stands in the slot of its list. */
function visits(name: string, files: readonly Value[]) {
  const step = flow.steps.find((one) => one.name === name);
  if (step === undefined) throw new Error(`there is no step ${name}`);
  const world = knownWorld();
  world.relations.set("o1.files", files);
  const state = beginEvaluation(layoutOf(flow), sceneOf(world), order, "o1", false);
  const seen: (readonly [StepEntry | undefined, ...Value[]])[] = [];
  overEntries(step)(state, (entry) => {
    const { slot } = step.each ?? {};
    seen.push(slot === undefined ? [entry] : [entry, state.frame.slots[slot], state.frame.slots[slot + 1]]);
  });
  return seen;
}

it("a step with a list is visited for each of its entries, which it then has in its hand with its position", () => {
  const entries = [file("a.pdf"), file("b.pdf")];
  expect(visits("create books/attachment", entries)).toEqual([
    [{ entries, index: 0 }, entries[0], 1],
    [{ entries, index: 1 }, entries[1], 2],
  ]);
  expect(visits("create books/attachment", [])).toEqual([]);
});

it("a step without a list is visited once, without an entry", () => {
  expect(visits("do approve", [file("a.pdf")])).toEqual([[undefined]]);
});
