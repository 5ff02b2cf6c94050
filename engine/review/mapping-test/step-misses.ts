import type { CompiledIntegration } from "../../compile/compiled.ts";
import type { TypedIntegration } from "../../mapping/tree/typed-integration.ts";
import type { YamlNode } from "../../source/yaml-tree.ts";
import type { RecordValue } from "../../value/value.ts";
import { differences } from "./differences.ts";
import type { Expecting } from "./expectations.ts";
import { type Miss, miss } from "./miss.ts";
import { neededRegisters } from "./need-misses.ts";
import type { CaseOutcome } from "./run-case.ts";
import { unexpectedOr } from "./state-misses.ts";
import { isWriteBack, stepName } from "./written.ts";

export function stepMisses(node: YamlNode, { outcome, typed, compiled }: Expecting): readonly Miss[] {
  const wanted = node.kind === "list" ? node.items : [node];
  const steps = stepsOf(outcome, typed, compiled);
  const names = wanted.map((item) =>
    item.kind === "map" ? (item.entries[0]?.key.text ?? "") : item.kind === "scalar" ? item.text : "",
  );
  const found = steps.map(({ name }) => name);
  if (names.join("\n") !== found.join("\n"))
    return unexpectedOr([miss(node, "the steps", names.join(", "), found.join(", ") || "none")], node, outcome);
  return wanted.flatMap((item, index) =>
    item.kind === "map" && item.entries[0] !== undefined
      ? differences(steps[index]?.body, item.entries[0].value, names[index] ?? "", outcome.fixtures)
      : [],
  );
}

/** The flow's own writes, without those of the registers it needs. */
function stepsOf(
  outcome: CaseOutcome,
  typed: TypedIntegration,
  compiled: CompiledIntegration,
): readonly { readonly name: string; readonly body: RecordValue }[] {
  const { flow, fixture } = outcome;
  const needed = new Set(
    neededRegisters(typed, flow.name).flatMap((name) => {
      const to = compiled.registers.get(name)?.to;
      return to === undefined ? [] : [`${to.side}/${to.kind}`];
    }),
  );
  if (flow.kind !== "follow") needed.delete(`${flow.to.side}/${flow.to.kind}`);
  return outcome.written
    .filter(({ side, request }) => !needed.has(`${side}/${request.kind}`))
    .map((written) => ({
      name: isWriteBack(written, fixture.side, fixture.kind.kind) ? "write back" : stepName(written),
      body: written.request.body,
    }));
}
