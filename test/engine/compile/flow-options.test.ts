import { expect, it } from "vitest";
import type { Scene } from "../../../engine/compile/compiled.ts";
import { byTrace } from "../../../engine/compile/flow-options.ts";

const traces = (scene: Scene) => scene.trace === true;
const scene = (trace: boolean) => ({ trace }) as Scene;

it("what an evaluation needs is compiled when it is first needed, once for each way", () => {
  const compiled: boolean[] = [];
  const made = byTrace({ traces }, (trace) => {
    compiled.push(trace);
    return { trace };
  });
  expect(compiled).toEqual([]);
  expect([made(scene(false)), made(scene(true))]).toEqual([{ trace: false }, { trace: true }]);
  expect(made(scene(true))).toBe(made(scene(true)));
  expect(made(scene(false))).toBe(made(scene(false)));
  expect(compiled).toEqual([false, true]);
});
