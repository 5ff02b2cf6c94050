import type { TypedTransfer } from "../mapping/tree/typed-flow.ts";
import type { RecordValue } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import { compileFields } from "./compile-fields.ts";
import { compileSteps } from "./compile-steps.ts";
import type { CompiledTransfer, Evaluation, ItemName } from "./compiled.ts";
import { beginEvaluation, type EvaluationState, layoutOf } from "./evaluation-state.ts";
import { byTrace, type FlowOptions, recordOptions } from "./flow-options.ts";
import { forgetConsequences } from "./forget-consequences.ts";
import { kindRef } from "./item-name.ts";
import { keptFields } from "./kept-fields.ts";
import { compileListFilter } from "./list-filter.ts";
import { orNothing } from "./or-nothing.ts";
import { compileItems, itemNamed, type PickedItem } from "./picked-items.ts";
import { compileQualify } from "./qualify.ts";
import { recogniser } from "./recogniser.ts";

/** Compiles a transfer: what it makes of a record, and of each item of one. */
export function compileTransfer(flow: TypedTransfer, options: FlowOptions): CompiledTransfer {
  const layout = layoutOf(flow);
  const company = flow.company === undefined ? undefined : compileBranching(flow.company);
  const items = compileItems(flow, layout);
  const steps = compileSteps(flow, options, items);
  const ready = byTrace(options, (trace) => compileItemEvaluation(flow, options, trace));
  const prechecks = steps.prechecks;
  const { onError } = flow;
  const errorFields =
    onError === undefined
      ? undefined
      : byTrace(options, (trace) =>
          compileFields(onError, { ...recordOptions(options, flow.from), kind: flow.from, mode: "change", trace }),
        );
  return {
    kind: "transfer",
    name: flow.name,
    title: flow.title,
    from: kindRef(flow.from),
    to: kindRef(flow.to),
    span: flow.span,
    listFilter: compileListFilter(
      flow.from,
      flow.pick,
      flow.level.skip,
      flow.each.map(({ slot }) => slot),
    ),
    keep: keptFields(flow, flow.from, options.computed),
    company:
      company === undefined
        ? undefined
        : (scene, record) => orNothing(() => company(beginEvaluation(layout, scene, record, "", false).frame)),
    evaluate: (scene, record) =>
      items(scene, record, options.traces(scene)).map((item) =>
        item.fault === undefined ? ready(scene)(item.state, item.name, prechecks) : item.fault,
      ),
    recognise: compileRecognise(flow),
    steps: steps.steps,
    evaluateStep: steps.evaluate,
    mayApply: steps.mayApply,
    onError:
      errorFields === undefined
        ? undefined
        : (scene, record, itemId) => errorBody(items(scene, record, options.traces(scene)), itemId, errorFields(scene)),
  };
}

type EvaluateItem = (state: EvaluationState, item: ItemName, prechecks: (state: EvaluationState) => void) => Evaluation;

function compileItemEvaluation(flow: TypedTransfer, options: FlowOptions, trace: boolean): EvaluateItem {
  const qualify = compileQualify(flow.level, options);
  const how = { ...recordOptions(options, flow.from), kind: flow.to, mode: "create", trace } as const;
  const build = compileFields(flow.fields, how, flow.level);
  return (state, item, prechecks) => {
    const early = qualify(state, item);
    if (early !== undefined) return early;
    const body = build(state);
    prechecks(state);
    if (state.said.length > 0) forgetConsequences(state);
    if (state.said.length > 0) return { kind: "refused", item, said: state.said };
    return { kind: "ready", item, body, lineage: state.lineage };
  };
}

function compileRecognise(flow: Pick<TypedTransfer, "recogniseBy">): (body: RecordValue) => RecordValue | undefined {
  return recogniser(flow.recogniseBy.map(({ path }) => path));
}

function errorBody(
  items: readonly PickedItem[],
  itemId: string,
  build: (state: EvaluationState) => RecordValue,
): RecordValue | undefined {
  const item = itemNamed(itemId, items) ?? items[0];
  if (item === undefined) return undefined;
  const body = build(item.state);
  return item.state.said.length > 0 || Object.keys(body).length === 0 ? undefined : body;
}
