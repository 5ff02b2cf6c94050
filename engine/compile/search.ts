import type { Typed } from "../language/check/check.ts";
import type { Evaluate } from "../language/closures/compiler.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { Term } from "../language/types/term.ts";
import { allCells } from "../mapping/tree/cells-of.ts";
import type { TypedRegister } from "../mapping/tree/typed-flow.ts";
import { sameValue } from "../value/equality.ts";
import { canonicalJson } from "../value/json.ts";
import { getPath } from "../value/path.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import { asFilter, identityOf } from "./filter-value.ts";
import { saidOfFault } from "./say.ts";
import { conjunctsOf, partOf, pathIn, readsSlot } from "./term-reads.ts";

/** What candidates are searched by: fields of the target, each with what it must be equal to. */
export type Search = readonly Equality[];

interface Equality {
  readonly path: string;
  readonly evaluate: Evaluate;
  /** Where the field refers to a record: what identifies that. */
  readonly identity: string | undefined;
}

/** The search of the cells marked `link`. */
export function linkSearch(flow: TypedRegister): Search {
  return allCells(flow.fields)
    .filter((cell) => cell.link)
    .map(({ path, value, target }) => ({
      path,
      evaluate: compileBranching(value),
      identity: identityOf(target.type),
    }));
}

/** What a condition asks of the candidate in a slot; an empty search lists everything. */
export function searchOf(flow: TypedRegister, condition: Typed, slot: number): Search {
  return filterable(
    flow,
    conjunctsOf(condition.term).flatMap((term) => equalityOf(condition, term, slot) ?? []),
  );
}

/** The part of a search that the connector can filter by, where there is one. */
export function filterable(flow: TypedRegister, search: Search): Search {
  const part = search.filter(({ path }) => flow.to.schema.filters.has(path));
  return part.length > 0 ? part : search;
}

/** The value of a candidate that is compared with the one searched for. */
export function comparable(candidate: RecordValue, { path, identity }: Equality): Value {
  return asFilter(getPath(candidate, path.split(".")), identity);
}

function equalityOf(condition: Typed, term: Term, slot: number): Equality | undefined {
  if (term.op !== "compare" || term.sign !== "==") return undefined;
  for (const [side, other] of [
    [term.left, term.right],
    [term.right, term.left],
  ] as const) {
    const path = pathIn(side, slot);
    const typed = partOf(condition, other);
    if (path === undefined || readsSlot(typed, slot)) continue;
    return { path, evaluate: compileBranching(typed), identity: identityOf(other.type) };
  }
  return undefined;
}

/** The searches of one record, each once; one that a wider search finds anyway is left out. */
export function searchesOf(searches: readonly Search[], state: EvaluationState): readonly RecordValue[] {
  const made = searches.flatMap((search): RecordValue[] => {
    const values = valuesOf(search, state);
    return values === undefined ? [] : [values];
  });
  if (made.length <= 1) return made;
  const distinct = [...new Map(made.map((search) => [canonicalJson(search), search])).values()];
  return distinct.filter((search) => !distinct.some((wider) => wider !== search && isWider(wider, search)));
}

function isWider(wide: RecordValue, narrow: RecordValue): boolean {
  return (
    Object.entries(wide).every(([path, value]) => sameValue(narrow[path], value)) &&
    Object.keys(wide).length < Object.keys(narrow).length
  );
}

/** Undefined where a value to search with is absent: then nothing can match. */
export function valuesOf(search: Search, state: EvaluationState): RecordValue | undefined {
  const values: Record<string, Value> = {};
  for (const { path, evaluate, identity } of search) {
    try {
      const value = asFilter(evaluate(state.frame), identity);
      if (value === undefined || value === null) return undefined;
      values[path] = value;
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      state.said.push(saidOfFault(fault));
      return undefined;
    }
  }
  return values;
}
