import { afterEach, describe, expect, it, vi } from "vitest";
import { compileIntegration } from "../../../engine/compile/compile-integration.ts";
import type { CompiledTransfer } from "../../../engine/compile/compiled.ts";
import type { EvaluationState } from "../../../engine/compile/evaluation-state.ts";
import {
  type FallBack,
  GeneratorFault,
  orClosures,
  refuseGeneratorFaults,
} from "../../../engine/compile/or-closures.ts";
import { saidOf } from "../../../engine/compile/say.ts";
import { GeneratedSource } from "../../../engine/language/generated/generated-source.ts";
import { giveUp } from "../../../engine/language/generated/given-up.ts";
import type { RecordValue } from "../../../engine/value/value.ts";
import { order, sceneOf, typedShop } from "./shop.ts";

afterEach(() => vi.restoreAllMocks());

type Make = (state: EvaluationState) => RecordValue;

const RECORD: RecordValue = { number: 1 };
const said = saidOf("refused", undefined, {}, { source: { path: "a.yaml", text: "" }, start: 0, end: 0 });
const says: Make = (state) => {
  state.said.push(said);
  return {};
};

function outcomeOf(make: Make, closures: Make) {
  const told: FallBack[] = [];
  const state = { said: [] as unknown[] } as unknown as EvaluationState;
  const record = orClosures(make, closures, (why) => void told.push(why))(state);
  return { record, said: state.said, told };
}

describe("closures step in", () => {
  it("never where the generated code makes a record that nothing is said of", () => {
    expect(outcomeOf(() => RECORD, giveUp)).toEqual({ record: RECORD, said: [], told: [] });
  });

  it.each<[string, Make]>([
    ["gave up", giveUp],
    ["said so itself", says],
  ])("for what there is to say, when the code %s, and it is said once", (_, make) => {
    expect(outcomeOf(make, says)).toEqual({ record: {}, said: [said], told: [{ because: "something-to-say" }] });
  });

  it("after a fault of the generator, which is told", () => {
    const broken = (): never => {
      throw new ReferenceError("t1 is not defined");
    };
    const fault = { because: "generator-fault", problem: "threw ReferenceError: t1 is not defined" };
    expect(outcomeOf(broken, () => RECORD)).toEqual({ record: RECORD, said: [], told: [fault] });
    expect(outcomeOf(broken, says).told).toEqual([fault]);
  });

  it("and a fault that both meet is not the generator's", () => {
    const told: FallBack[] = [];
    const broken = (): never => {
      throw new TypeError("of the reader");
    };
    const state = { said: [] } as unknown as EvaluationState;
    expect(() => orClosures(broken, broken, (why) => void told.push(why))(state)).toThrow("of the reader");
    expect(told).toEqual([{ because: "something-to-say" }]);
  });

  it("for a record that was given up for nothing, which is told as a fault", () => {
    const fault = { because: "generator-fault", problem: "gave up a record that nothing is to be said of" };
    expect(outcomeOf(giveUp, () => RECORD)).toEqual({ record: RECORD, said: [], told: [fault] });
    expect(outcomeOf(says, () => RECORD)).toEqual({ record: RECORD, said: [], told: [fault] });
  });
});

describe("of an integration", () => {
  const scene = sceneOf();
  const transferOf = (options: Parameters<typeof compileIntegration>[1] = {}): CompiledTransfer =>
    [...compileIntegration(typedShop(), options).transfers.values()][0] as CompiledTransfer;
  const watched = () => {
    const told: string[] = [];
    const transfer = transferOf({ fellBack: (made, why) => void told.push(`${made}: ${why.because}`) });
    return { told, transfer };
  };

  it("a record without a fault is made by generated code", () => {
    const { told, transfer } = watched();
    expect(transfer.evaluate(scene, order).map(({ kind }) => kind)).toEqual(["ready"]);
    expect(told).toEqual([]);
  });

  it("a refused record is told with the record that was to be made", () => {
    const { told, transfer } = watched();
    expect(transfer.evaluate(scene, { ...order, number: null }).map(({ kind }) => kind)).toEqual(["refused"]);
    expect(told).toEqual(["create books/invoice: something-to-say"]);
  });

  it("a planted fault of the generator is told, and the record is made all the same", () => {
    const expected = transferOf().evaluate(scene, order);
    plant();
    const { told, transfer } = watched();
    expect(transfer.evaluate(scene, order)).toEqual(expected);
    expect(told).toEqual(["create books/invoice: generator-fault"]);
  });

  it("a planted fault ends whoever has not said what to do with one", () => {
    plant();
    const transfer = transferOf();
    expect(() => transfer.evaluate(scene, order)).toThrow(GeneratorFault);
    expect(() => transfer.evaluate(scene, order)).toThrow("ReferenceError");
  });

  it("a process that may make no code from text is told once for each function", () => {
    vi.spyOn(GeneratedSource.prototype, "run").mockReturnValue(undefined);
    const { told, transfer } = watched();
    transfer.evaluate(scene, order);
    transfer.evaluate(scene, order);
    expect(told).toEqual(["create books/invoice: no-code"]);
    expect(() => refuseGeneratorFaults("a record", { because: "no-code" })).not.toThrow();
  });

  /** Code that reads a variable which nothing sets. */
  function plant(): void {
    const { run } = GeneratedSource.prototype;
    vi.spyOn(GeneratedSource.prototype, "run").mockImplementation(function (this: GeneratedSource) {
      this.add("function broken(state) { return missing1; }");
      return run.call(this, "broken");
    });
  }
});
