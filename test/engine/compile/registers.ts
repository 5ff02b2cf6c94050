import type { RegisterEvaluation } from "../../../engine/compile/compiled.ts";
import { compiledShop, type customer, knownWorld, sceneOf } from "./shop.ts";

export const shop = compiledShop();

/** A record that qualifies for the register. */
export function ready(
  register: string,
  record: Parameters<typeof evaluate>[1],
  partners = true,
): Extract<RegisterEvaluation, { kind: "ready" }> {
  const evaluation = evaluate(register, record, partners);
  if (evaluation.kind !== "ready") throw new Error(JSON.stringify(evaluation));
  return evaluation;
}

/** What the register makes of a record; `create`: the settings let it create what nothing matches. */
export function evaluate(register: string, record: typeof customer, create = true): RegisterEvaluation {
  const found = shop.registers.get(register);
  if (found === undefined) throw new Error(register);
  const scene = sceneOf(knownWorld());
  return found.evaluate({ ...scene, settings: { ...scene.settings, partners: { create } } }, record);
}
