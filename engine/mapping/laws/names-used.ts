import { namesInTyped } from "../cells/mentioned-names.ts";
import type { Definition, Level } from "../tree/level.ts";
import { typedsOf } from "../tree/typeds.ts";
import type { Law } from "./law.ts";

/** A `let` or a look-up that nothing uses is a warning: a look-up may cost a call for each record. */
export const namesUsed: Law = (integration, context) => {
  for (const flow of [...integration.flows.values(), ...integration.documents.values()]) {
    report(
      levelsOf(flow).flatMap((level) => level.definitions),
      flow,
      context,
    );
  }
  report(
    integration.definitions,
    [integration.checks, integration.order, integration.notices, integration.definitions],
    context,
  );
};

function report(definitions: readonly Definition[], part: unknown, context: Parameters<Law>[1]): void {
  const mentioned = new Set<string>();
  for (const typed of typedsOf(part)) namesInTyped(typed, mentioned);
  for (const definition of definitions) for (const name of definition.mentions) mentioned.add(name);
  for (const { name, from, span } of definitions) {
    if (from !== "needs" && !mentioned.has(name))
      context.report("name-unused", span, { name, where: from }, { severity: "warning" });
  }
}

function levelsOf(part: unknown, found: Level[] = [], seen: Set<object> = new Set()): readonly Level[] {
  if (typeof part !== "object" || part === null || seen.has(part)) return found;
  seen.add(part);
  if ("definitions" in part && "needs" in part && "refuse" in part) found.push(part as Level);
  for (const key of ["level", "fields", "each", "entry", "entries", "steps"]) {
    const value = (part as Record<string, unknown>)[key];
    for (const item of Array.isArray(value) ? value : [value]) levelsOf(item, found, seen);
  }
  return found;
}
