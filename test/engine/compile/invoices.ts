import { expect } from "vitest";
import type { CompiledTransfer, Evaluation, Scene } from "../../../engine/compile/compiled.ts";
import type { RecordValue } from "../../../engine/value/value.ts";
import { compiledShop } from "./shop.ts";

export const shop = compiledShop();
export const invoices = transferOf(shop.transfers.get("invoices"));

export function transferOf(transfer: CompiledTransfer | undefined): CompiledTransfer {
  if (transfer === undefined) throw new Error("the transfer is not there");
  return transfer;
}

/** The evaluation of a record of which one is made. */
export function only(scene: Scene, record: RecordValue, transfer = invoices): Evaluation {
  const evaluations = transfer.evaluate(scene, record);
  expect(evaluations).toHaveLength(1);
  return evaluations[0] as Evaluation;
}

/** The texts of a refusal. */
export function saidOf(evaluation: Evaluation): readonly string[] {
  if (evaluation.kind !== "refused") throw new Error(`it is ${evaluation.kind}`);
  return evaluation.said.map((said) => said.text);
}
