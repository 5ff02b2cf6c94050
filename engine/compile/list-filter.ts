import type { Typed } from "../language/check/check.ts";
import { compileExpression } from "../language/closures/compile.ts";
import type { Frame } from "../language/types/frame.ts";
import type { Term } from "../language/types/term.ts";
import type { KindUse } from "../mapping/tree/kind-use.ts";
import type { Guard } from "../mapping/tree/level.ts";
import { SOURCE_SLOT } from "../mapping/tree/slots.ts";
import type { Value } from "../value/value.ts";
import type { Scene } from "./compiled.ts";
import { asFilter, identityOf } from "./filter-value.ts";
import { conjunctsOf, partOf, pathIn, readsSlot } from "./term-reads.ts";

/** The part of the conditions that the connector can filter by, as closures over the settings. */
export function compileListFilter(
  from: KindUse,
  pick: Typed | undefined,
  skip: readonly Guard[],
  itemSlots: readonly number[],
): (scene: Scene) => Readonly<Record<string, Value>> {
  const filters: [string, (frame: Frame) => Value][] = [];
  for (const term of pick === undefined ? [] : conjunctsOf(pick.term))
    addFilter(filters, pick as Typed, term, true, from, itemSlots);
  // What is skipped with a message is looked at, so that it can be said.
  for (const guard of skip)
    if (guard.say === undefined) addFilter(filters, guard.when, guard.when.term, false, from, itemSlots);
  if (filters.length === 0) return () => ({});
  return (scene) => {
    const frame: Frame = { slots: [scene.settings], world: scene.world };
    const where: Record<string, Value> = {};
    for (const [path, evaluate] of filters) {
      const value = evaluate(frame);
      if (value !== undefined && value !== null) where[path] = value;
    }
    return where;
  };
}

function addFilter(
  filters: [string, (frame: Frame) => Value][],
  typed: Typed,
  term: Term,
  holds: boolean,
  from: KindUse,
  itemSlots: readonly number[],
): void {
  if (term.op === "not") {
    addFilter(filters, typed, term.of, !holds, from, itemSlots);
    return;
  }
  const flag = pathIn(term, SOURCE_SLOT);
  if (flag !== undefined && term.type.kind !== "optional" && term.type.kind !== "bool") return;
  if (flag !== undefined && from.schema.filters.has(flag) && plainKind(term) === "bool") {
    filters.push([flag, () => holds]);
    return;
  }
  if (term.op !== "compare" || term.sign !== "==" || !holds) return;
  for (const [side, other] of [
    [term.left, term.right],
    [term.right, term.left],
  ] as const) {
    const path = pathIn(side, SOURCE_SLOT);
    if (path === undefined || !from.schema.filters.has(path) || !onlySettings(partOf(typed, other), itemSlots))
      continue;
    const evaluate = compileExpression(partOf(typed, other));
    const identity = identityOf(other.type);
    filters.push([path, (frame) => asFilter(evaluate(frame), identity)]);
    return;
  }
}

function plainKind(term: Term): string {
  return term.type.kind === "optional" ? term.type.of.kind : term.type.kind;
}

function onlySettings(typed: Typed, itemSlots: readonly number[]): boolean {
  return !readsSlot(typed, SOURCE_SLOT) && !itemSlots.some((slot) => readsSlot(typed, slot)) && !hasOther(typed.term);
}

/** Names other than the settings need a frame that there is not yet. */
function hasOther(term: Term): boolean {
  if (term.op === "lazy" || term.op === "lookup" || term.op === "call") return true;
  if (term.op === "slot") return term.slot !== 0;
  return term.op === "field"
    ? hasOther(term.of)
    : term.op === "index"
      ? hasOther(term.of) || hasOther(term.index)
      : term.op !== "constant";
}
