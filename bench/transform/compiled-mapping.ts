import { join } from "node:path";
import { compileIntegration } from "../../engine/compile/compile-integration.ts";
import type { CompiledTransfer, FlowWorld, Scene } from "../../engine/compile/compiled.ts";
import { openLibrary } from "../../engine/project/library.ts";
import { renderPretty } from "../../engine/report/pretty.ts";
import { collector, hasErrors } from "../../engine/source/collect.ts";
import type { RecordValue } from "../../engine/value/value.ts";

const world: FlowWorld = {
  now: "2026-03-02T08:00:00+02:00",
  today: "2026-03-02",
  lookup: () => undefined,
  need: () => undefined,
};

/** The bench's mapping folder, read, checked and compiled as any other. */
export function openMapping(): { readonly transfer: CompiledTransfer; readonly scene: Scene } {
  const found = collector();
  const library = openLibrary(
    { mappings: import.meta.dirname, schemas: join(import.meta.dirname, "systems") },
    found.report,
  );
  const typed = library.integrationAt(join(import.meta.dirname, "mapping")).typed;
  if (typed === undefined || hasErrors(found.diagnostics))
    throw new Error(renderPretty(found.diagnostics, { colour: false, width: 120 }));
  const integration = compileIntegration(typed);
  const transfer = integration.transfers.get("invoices");
  if (transfer === undefined) throw new Error("the mapping has no transfer invoices");
  const { value, faults } = integration.settings.read({});
  if (faults.length > 0) throw new Error(`the settings do not hold: ${JSON.stringify(faults)}`);
  return { transfer, scene: { world, settings: value, scope: "bench/shop-books" } };
}

/** What the mapping makes of one invoice; throws where it refuses it. */
export function mapped(transfer: CompiledTransfer, scene: Scene, record: RecordValue): RecordValue {
  const [evaluation] = transfer.evaluate(scene, record);
  if (evaluation?.kind !== "ready") throw new Error(`not ready: ${JSON.stringify(evaluation)}`);
  return evaluation.body;
}
