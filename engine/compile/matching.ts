import type { Typed } from "../language/check/check.ts";
import type { Evaluate } from "../language/closures/compiler.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { Guard } from "../mapping/tree/level.ts";
import type { TypedRegister } from "../mapping/tree/typed-flow.ts";
import { sameValue } from "../value/equality.ts";
import type { RecordValue } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import type { ItemName, Said, Verdict } from "./compiled.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import type { FlowOptions } from "./flow-options.ts";
import { type CompiledGuard, compileGuards } from "./requirements.ts";
import { compileSaying, saidOfFault, standardSaid } from "./say.ts";
import { comparable, filterable, linkSearch, searchesOf, searchOf, valuesOf } from "./search.ts";

/** How a register finds the counterpart of a record. */
export interface Matching {
  readonly searches: (state: EvaluationState) => readonly RecordValue[];
  readonly judge: (state: EvaluationState, item: ItemName, candidates: readonly RecordValue[]) => Verdict;
}

/** Matching by the cells marked `link`, or by the rule of `match`. */
export function compileMatching(flow: TypedRegister, options: FlowOptions): Matching {
  return flow.match?.link === undefined ? matchByFields(flow, options) : matchByRule(flow, flow.match, options);
}

/** The cells marked `link` must be equal. */
function matchByFields(flow: TypedRegister, options: FlowOptions): Matching {
  const search = linkSearch(flow);
  const asked = filterable(flow, search);
  const otherwise = compileOtherwise(flow, options);
  return {
    searches: (state) => searchesOf([asked], state),
    judge: (state, item, candidates) => {
      const wanted = valuesOf(search, state);
      if (wanted === undefined) return otherwise(state, item);
      const equal = candidates.filter((candidate) =>
        search.every((compared) => sameValue(comparable(candidate, compared), wanted[compared.path])),
      );
      return verdictOf(flow, item, equal) ?? otherwise(state, item);
    },
  };
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
