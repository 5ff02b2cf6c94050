import { didYouMean, spanOfNode } from "../../mapping/context/keys.ts";
import type { TypedIntegration } from "../../mapping/tree/typed-integration.ts";
import type { YamlNode } from "../../source/yaml-tree.ts";
import type { Expecting } from "./expectations.ts";
import { type Miss, miss, shownNode } from "./miss.ts";

/** `create`: made there. `link`: found and linked. `pass`: neither. */
export function needMisses(
  name: string,
  node: YamlNode,
  { outcome, typed, compiled, report }: Expecting,
): readonly Miss[] {
  const flow = typed.flows.get(outcome.flow.name);
  const needs =
    flow === undefined || flow.kind === "two-way register"
      ? []
      : [
          ...flow.level.needs,
          ...(flow.kind === "transfer"
            ? [...flow.steps.flatMap((step) => step.level.needs), ...needsBelow(flow.fields)]
            : []),
        ];
  const need = needs.find((one) => one.name === name);
  const register = need === undefined ? undefined : compiled.registers.get(need.register);
  if (register === undefined) {
    const known = needs.map((one) => one.name);
    report("test-record-unknown", spanOfNode(node), { name, known }, { hints: didYouMean(name, known) });
    return [];
  }
  const created = outcome.written.some(
    ({ side, request }) =>
      side === register.to.side && request.kind === register.to.kind && request.operation === "create",
  );
  const linked = outcome.log.some((entry) => entry.flow === register.name && entry.code === "linked");
  const found = created ? "create" : linked ? "link" : "pass";
  return node.kind === "scalar" && node.text === found
    ? []
    : [miss(node, `the prerequisite ${name}`, shownNode(node), found)];
}

export function neededRegisters(typed: TypedIntegration, flow: string): readonly string[] {
  const found = typed.flows.get(flow);
  if (found === undefined || found.kind === "two-way register") return [];
  const names = new Set<string>();
  const take = (needs: readonly { readonly register: string }[]): void => {
    for (const { register } of needs) {
      if (names.has(register)) continue;
      names.add(register);
      for (const name of neededRegisters(typed, register)) names.add(name);
    }
  };
  take(found.level.needs);
  if (found.kind === "transfer") for (const step of found.steps) take(step.level.needs);
  if (found.kind === "transfer" || found.kind === "register") take(needsBelow(found.fields));
  return [...names];
}

type Fields = Extract<NonNullable<ReturnType<TypedIntegration["flows"]["get"]>>, { kind: "transfer" }>["fields"];

/** Prerequisites of single rows. */
function needsBelow(fields: Fields): readonly { readonly name: string; readonly register: string }[] {
  return fields.flatMap((field): readonly { readonly name: string; readonly register: string }[] => {
    if (field.kind === "block") return needsBelow(field.fields);
    if (field.kind === "list") return needsBelow(field.entries);
    if (field.kind !== "each") return [];
    return [...field.each.level.needs, ...(field.entry.kind === "block" ? needsBelow(field.entry.fields) : [])];
  });
}
