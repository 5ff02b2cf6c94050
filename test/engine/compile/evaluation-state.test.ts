import { describe, expect, it } from "vitest";
import { beginEvaluation, evaluationOver, layoutOf, Recorder } from "../../../engine/compile/evaluation-state.ts";
import { MEMO_SLOT, SETTINGS_SLOT, SOURCE_SLOT } from "../../../engine/mapping/tree/slots.ts";
import type { TypedTransfer } from "../../../engine/mapping/tree/typed-flow.ts";
import { order, sceneOf, typedShop } from "./shop.ts";

const flow = typedShop().flows.get("invoices") as TypedTransfer;
const layout = layoutOf(flow);
const begin = (traced = false) => beginEvaluation(layout, sceneOf(), order, "o1", traced);

describe("the beginning of an evaluation", () => {
  it("has the settings, the record and the transfer's own name, and nothing else worked out", () => {
    const { frame, said, lineage } = begin();
    expect(frame.slots[SETTINGS_SLOT]).toEqual(sceneOf().settings);
    expect(frame.slots[SOURCE_SLOT]).toBe(order);
    expect(frame.slots[layout.transferSlot]).toEqual({ identity: "acme/shop-books/invoices/o1" });
    const filled = [SETTINGS_SLOT, SOURCE_SLOT, layout.transferSlot, layout.makingSlot];
    expect(frame.slots.filter((value, slot) => value !== undefined && !filled.includes(slot))).toEqual([]);
    expect([frame.slots.length, said, lineage]).toEqual([flow.root.slotCount, [], []]);
  });

  it("knows nothing of the one before, nor of one beside it", () => {
    const one = begin();
    one.frame.slots[MEMO_SLOT] = "remembered";
    one.frame.slots[SOURCE_SLOT] = {};
    expect(begin().frame.slots[MEMO_SLOT]).toBeUndefined();
    expect(begin().frame.slots[SOURCE_SLOT]).toBe(order);
  });

  it("records what is read only where somebody asked for it", () => {
    expect([begin().recorder, begin().frame.trace]).toEqual([undefined, undefined]);
    const traced = begin(true);
    expect(traced.frame.trace).toBe(traced.recorder);
    expect(traced.recorder).toBeInstanceOf(Recorder);
  });
});

describe("a recorder", () => {
  it("notes each path that is read once, with what was found, until it is asked", () => {
    const recorder = new Recorder();
    recorder.read("a", 1);
    recorder.read("b", 2);
    recorder.read("a", 1);
    expect(recorder.take()).toEqual([
      { path: "a", value: 1 },
      { path: "b", value: 2 },
    ]);
    expect(recorder.take()).toEqual([]);
    recorder.read("a", 3);
    expect(recorder.take()).toEqual([{ path: "a", value: 3 }]);
  });

  it("tells of branches at once, since nothing may come of the evaluation", () => {
    const told: number[] = [];
    const noteBranch = ({ start }: { readonly start: number }) => void told.push(start);
    const { recorder } = evaluationOver([], { ...sceneOf(), noteBranch }, true);
    recorder?.branch({ source: { path: "a", text: "" }, start: 7, end: 8 });
    expect(told).toEqual([7]);
  });
});
