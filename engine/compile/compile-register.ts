import type { Evaluate } from "../language/closures/compiler.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { TypedRegister } from "../mapping/tree/typed-flow.ts";
import { stableHash } from "../value/hash.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import { compileFields } from "./compile-fields.ts";
import type { CompiledRegister, ItemName, MadeBody, RegisterEvaluation } from "./compiled.ts";
import { beginEvaluation, type EvaluationState, layoutOf } from "./evaluation-state.ts";
import { byTrace, type FlowOptions, recordOptions } from "./flow-options.ts";
import { itemName, kindRef } from "./item-name.ts";
import { keptFields } from "./kept-fields.ts";
import { compileListFilter } from "./list-filter.ts";
import { compileMatching } from "./matching.ts";
import { compileQualify } from "./qualify.ts";
import { isFollowed } from "./record-outline.ts";
import { compileRequirements } from "./requirements.ts";
import { saidOfFault } from "./say.ts";
import { textOf } from "./text-of.ts";

/** Compiles a register that flows one way. */
export function compileRegister(flow: TypedRegister, options: FlowOptions): CompiledRegister {
  const layout = layoutOf(flow);
  const qualify = compileQualify(flow.level, options);
  const require = compileRequirements(flow.level, options.messages);
  const matching = compileMatching(flow, options);
  const onceFor = flow.onceFor.map((typed) => compileBranching(typed));
  const common = { ...recordOptions(options, flow.from), kind: flow.to };
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
    follows: isFollowed(flow.fields),
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

function made(state: EvaluationState, build: (state: EvaluationState) => RecordValue): MadeBody {
  state.said.length = 0;
  state.lineage.length = 0;
  const body = build(state);
  return state.said.length > 0 ? { said: [...state.said] } : { body, lineage: [...state.lineage] };
}
