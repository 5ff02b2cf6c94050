import type { Typed } from "../language/check/check.ts";
import type { Evaluate } from "../language/closures/compiler.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { Term } from "../language/types/term.ts";
import { allCells } from "../mapping/tree/cells-of.ts";
import type { FieldNode } from "../mapping/tree/field-node.ts";
import type { Guard } from "../mapping/tree/level.ts";
import type { TypedRegister } from "../mapping/tree/typed-flow.ts";
import { sameValue } from "../value/equality.ts";
import { stableHash } from "../value/hash.ts";
import { canonicalJson } from "../value/json.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { compileFields } from "./build.ts";
import { compileBranching } from "./compile-branching.ts";
import { compileQualify } from "./compile-transfer.ts";
import type { CompiledRegister, ItemName, RegisterEvaluation, Said } from "./compiled.ts";
import { beginEvaluation, type EvaluationState, type FrameLayout } from "./evaluation-state.ts";
import { byTrace, type FlowOptions } from "./flow-options.ts";
import { type CompiledGuard, compileGuards, compileRequirements } from "./requirements.ts";
import { compileSaying, saidOfFault, standardSaid, textOf } from "./say.ts";
import { asFilter, compileListFilter, itemName, keptFields, kindRef } from "./source.ts";
import { conjunctsOf, partOf, pathIn, readsSlot } from "./term-reads.ts";

type ReadyRecord = Extract<RegisterEvaluation, { kind: "ready" }>;
type Judge = ReadyRecord["judge"];
type Verdict = ReturnType<Judge>;

/** Compiles a register that flows one way. */
export function compileRegister(flow: TypedRegister, options: FlowOptions): CompiledRegister {
  const layout: FrameLayout = {
    slotCount: flow.root.slotCount,
    transferSlot: flow.transferSlot,
    makingSlot: flow.making.slot,
    flow: flow.name,
  };
  const qualify = compileQualify(flow.level, options);
  const require = compileRequirements(flow.level, options.messages);
  const matching = compileMatching(flow, options);
  const onceFor = flow.onceFor.map((typed) => compileBranching(typed));
  const common = {
    kind: flow.to,
    fellBack: options.fellBack,
    messages: options.messages,
    sourceSide: options.title(flow.from.side),
  };
  const create = byTrace(options, (trace) => compileFields(flow.fields, { ...common, mode: "create", trace }));
  const update = byTrace(options, (trace) => compileFields(flow.fields, { ...common, mode: "update", trace }));
  return {
    kind: "register",
    name: flow.name,
    title: flow.title,
    from: kindRef(flow.from),
    to: kindRef(flow.to),
    span: flow.span,
    whenNeeded: flow.whenNeeded,
    listFilter: compileListFilter(flow.from, undefined, flow.level.skip, []),
    keep: keptFields(flow, flow.from, options.computed),
    follows: hasFollowed(flow.fields),
    evaluate: (scene, record) => {
      const whole = itemName(flow.from, record);
      const state = beginEvaluation(layout, scene, record, whole.id, options.traces(scene));
      const item = onceFor.length === 0 ? whole : sharedName(whole, onceFor, state);
      if ("kind" in item) return item;
      const early = qualify(state, item);
      if (early !== undefined) return early;
      require(state);
      const searches = state.said.length === 0 ? matching.searches(state) : [];
      if (state.said.length > 0) return { kind: "refused", item, said: state.said };
      return {
        kind: "ready",
        item,
        matchHash: stableHash(searches as readonly Value[]),
        searches,
        judge: (candidates) => matching.judge(state, item, candidates),
        create: () => made(state, create(scene)),
        update: () => made(state, update(scene)),
      };
    },
  };
}

function hasFollowed(fields: readonly FieldNode[]): boolean {
  return fields.some((node) =>
    node.kind === "block" ? hasFollowed(node.fields) : node.kind !== "ignored" && node.update !== "never",
  );
}

/** The name of what several source records have in common. */
function sharedName(
  whole: ItemName,
  onceFor: readonly Evaluate[],
  state: EvaluationState,
): ItemName | Extract<RegisterEvaluation, { kind: "refused" }> {
  try {
    const id = onceFor.map((evaluate) => textOf(evaluate(state.frame))).join("/");
    return { id, label: id };
  } catch (fault) {
    if (!(fault instanceof EvaluationFault)) throw fault;
    return { kind: "refused", item: whole, said: [saidOfFault(fault)] };
  }
}

function made(
  state: EvaluationState,
  build: (state: EvaluationState) => RecordValue,
): ReturnType<ReadyRecord["create"]> {
  state.said.length = 0;
  state.lineage.length = 0;
  const body = build(state);
  return state.said.length > 0 ? { said: [...state.said] } : { body, lineage: [...state.lineage] };
}

interface Matching {
  readonly searches: (state: EvaluationState) => readonly RecordValue[];
  readonly judge: (state: EvaluationState, item: ItemName, candidates: readonly RecordValue[]) => Verdict;
}

function compileMatching(flow: TypedRegister, options: FlowOptions): Matching {
  return flow.match?.link === undefined ? matchByFields(flow, options) : matchByRule(flow, flow.match, options);
}

/** A search for what a condition compares: target field -> the value it must have. */
type Search = readonly { readonly path: string; readonly evaluate: Evaluate; readonly identity: string | undefined }[];

/** The cells marked `link` must be equal. */
function matchByFields(flow: TypedRegister, options: FlowOptions): Matching {
  const search: Search = allCells(flow.fields)
    .filter((cell) => cell.link)
    .map((cell) => {
      const type = cell.target.type;
      return {
        path: cell.path,
        evaluate: compileBranching(cell.value),
        identity: type.kind === "record" ? type.shape.identity : undefined,
      };
    });
  const filterable = flow.to.schema.filters;
  const asked = search.filter(({ path }) => filterable.has(path));
  const otherwise = compileOtherwise(flow, options);
  return {
    searches: (state) => searchesOf([asked.length > 0 ? asked : search], state),
    judge: (state, item, candidates) => {
      const wanted = valuesOf(search, state);
      if (wanted === undefined) return otherwise(state, item);
      const equal = candidates.filter((candidate) =>
        Object.entries(wanted).every(([path, value]) =>
          sameValue(asFilter(valueAt(candidate, path), identityAt(search, path)), value),
        ),
      );
      return verdictOf(flow, item, equal) ?? otherwise(state, item);
    },
  };
}

function identityAt(search: Search, path: string): string | undefined {
  return search.find((one) => one.path === path)?.identity;
}

function valueAt(record: RecordValue, path: string): Value {
  let value: Value = record;
  for (const step of path.split("."))
    value =
      typeof value === "object" && value !== null && !Array.isArray(value) ? (value as RecordValue)[step] : undefined;
  return value;
}

/** A condition between the record and a candidate, and what refuses a candidate. */
function matchByRule(flow: TypedRegister, match: NonNullable<TypedRegister["match"]>, options: FlowOptions): Matching {
  const link = compileBranching(match.link as Typed);
  const refuse = compileGuards(match.refuse, options.messages);
  const conditions = [match.link as Typed, ...match.refuse.map((guard: Guard) => guard.when)];
  const searches = conditions.map((condition) => searchOf(flow, condition, match.slot));
  const otherwise = compileOtherwise(flow, options);
  return {
    searches: (state) => searchesOf(searches, state),
    judge: (state, item, candidates) => {
      const { frame } = state;
      const enter = (candidate: RecordValue): void => {
        frame.slots[match.slot] = candidate;
        match.scope.reset(frame);
      };
      try {
        const linked = candidates.filter((candidate) => {
          enter(candidate);
          return link(frame) === true;
        });
        const verdict = verdictOf(flow, item, linked);
        if (verdict !== undefined) return verdict;
        const said = candidates.flatMap((candidate) => {
          enter(candidate);
          return refusalOf(refuse, state);
        });
        return said.length > 0 ? { kind: "refused", said: said.slice(0, 1) } : otherwise(state, item);
      } catch (fault) {
        if (!(fault instanceof EvaluationFault)) throw fault;
        return { kind: "refused", said: [saidOfFault(fault)] };
      }
    },
  };
}

function refusalOf(refuse: readonly CompiledGuard[], state: EvaluationState): readonly Said[] {
  const guard = refuse.find((candidate) => candidate.when(state.frame) === true);
  return guard?.speak === undefined ? [] : [guard.speak(state.frame)];
}

function verdictOf(flow: TypedRegister, item: ItemName, linked: readonly RecordValue[]): Verdict | undefined {
  const [first, second] = linked;
  if (first === undefined) return undefined;
  if (second === undefined) return { kind: "link", record: first };
  const { id } = flow.to.schema;
  const ids = linked.map((record) => String(record[id] ?? "?")).join(", ");
  const text = `${item.label} matches ${linked.length} records of ${flow.to.name}: ${ids}.`;
  const advice = "Only one may match. Correct or remove the others.";
  return {
    kind: "refused",
    said: [
      standardSaid(
        "match-several",
        text,
        advice,
        { record: item.label, count: linked.length, ids },
        flow.match?.span ?? flow.span,
      ),
    ],
  };
}

/** What the condition asks of a candidate and can be searched by; an empty search lists everything. */
function searchOf(flow: TypedRegister, condition: Typed, slot: number): Search {
  const equalities = conjunctsOf(condition.term).flatMap((term) => equalityOf(condition, term, slot) ?? []);
  const filterable = equalities.filter(({ path }) => flow.to.schema.filters.has(path));
  return filterable.length > 0 ? filterable : equalities;
}

function equalityOf(condition: Typed, term: Term, slot: number): Search[number] | undefined {
  if (term.op !== "compare" || term.sign !== "==") return undefined;
  for (const [side, other] of [
    [term.left, term.right],
    [term.right, term.left],
  ] as const) {
    const path = pathIn(side, slot);
    const typed = partOf(condition, other);
    if (path === undefined || readsSlot(typed, slot)) continue;
    const type = other.type.kind === "optional" ? other.type.of : other.type;
    return {
      path,
      evaluate: compileBranching(typed),
      identity: type.kind === "record" ? type.shape.identity : undefined,
    };
  }
  return undefined;
}

/** The searches of one record, each once; one that a wider search finds anyway is left out. */
function searchesOf(searches: readonly Search[], state: EvaluationState): readonly RecordValue[] {
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
function valuesOf(search: Search, state: EvaluationState): RecordValue | undefined {
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

/** What happens to a record that no candidate links with. */
function compileOtherwise(
  flow: TypedRegister,
  options: FlowOptions,
): (state: EvaluationState, item: ItemName) => Verdict {
  const { match } = flow;
  const given = match?.otherwise ?? "create";
  const word: Evaluate = typeof given === "string" ? () => given : compileBranching(given);
  const speak = match?.otherwiseSay === undefined ? undefined : compileSaying(match.otherwiseSay, options.messages);
  return (state, item) => {
    const outcome = word(state.frame);
    const otherwise = outcome === "pass" || outcome === "refuse" ? outcome : "create";
    if (otherwise !== "refuse") return { kind: "none", otherwise, said: [] };
    const standard = standardSaid(
      "no-match",
      `${item.label} has no counterpart among ${flow.to.name}.`,
      "Add it there, or correct what links the two.",
      { record: item.label },
      match?.span ?? flow.span,
    );
    return { kind: "none", otherwise, said: [speak === undefined ? standard : speak(state.frame)] };
  };
}
