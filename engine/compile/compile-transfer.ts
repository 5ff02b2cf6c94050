import type { Evaluate } from "../language/closures/compiler.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { TypedTransfer } from "../mapping/tree/typed-flow.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { compileFields } from "./build.ts";
import { compileBranching } from "./compile-branching.ts";
import { compileSteps, itemNamed } from "./compile-steps.ts";
import type { CompiledTransfer, Evaluation, ItemName, Said, Scene } from "./compiled.ts";
import { beginEvaluation, type EvaluationState, type FrameLayout } from "./evaluation-state.ts";
import type { FlowOptions } from "./flow-options.ts";
import { byTrace } from "./flow-options.ts";
import { recogniser } from "./recogniser.ts";
import { compileGuards } from "./requirements.ts";
import { saidOfFault, textOf } from "./say.ts";
import { compileListFilter, itemName, keptFields, kindRef } from "./source.ts";

/** Compiles a transfer: what it makes of a record, and of each item of one. */
export function compileTransfer(flow: TypedTransfer, options: FlowOptions): CompiledTransfer {
  const layout: FrameLayout = {
    slotCount: flow.root.slotCount,
    transferSlot: flow.transferSlot,
    makingSlot: flow.making.slot,
    flow: flow.name,
  };
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
          compileFields(onError, { ...fieldsOf(options, flow), kind: flow.from, mode: "change", trace }),
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

function fieldsOf(options: FlowOptions, flow: TypedTransfer) {
  return { fellBack: options.fellBack, messages: options.messages, sourceSide: options.title(flow.from.side) };
}

export interface PickedItem {
  readonly state: EvaluationState;
  readonly name: ItemName;
  /** Where even its name could not be worked out. */
  readonly fault: Evaluation | undefined;
}

export type PickItems = (scene: Scene, record: RecordValue, traced: boolean) => readonly PickedItem[];

/** The picked items of a record, each with a frame of its own. */
function compileItems(flow: TypedTransfer, layout: FrameLayout): PickItems {
  const pick = flow.pick === undefined ? undefined : compileBranching(flow.pick);
  const levels = flow.each.map(({ slot, list }) => ({ slot, list: compileBranching(list) }));
  const onceFor = flow.onceFor.map((typed) => compileBranching(typed));
  const begin = (
    scene: Scene,
    record: RecordValue,
    traced: boolean,
    trail: readonly TrailItem[],
  ): PickedItem | undefined => {
    const whole = itemName(flow.from, record);
    const state = beginEvaluation(layout, scene, record, whole.id, traced);
    enterTrail(state, trail);
    const positions = trail.map(({ position }) => position).join(".");
    try {
      if (pick !== undefined && pick(state.frame) !== true) return undefined;
      const id =
        onceFor.length > 0
          ? onceFor.map((evaluate) => textOf(evaluate(state.frame))).join("/")
          : positions === ""
            ? whole.id
            : `${whole.id}/${positions}`;
      state.frame.slots[layout.transferSlot] = { identity: `${scene.scope ?? ""}/${layout.flow}/${id}` };
      const label = positions === "" ? whole.label : `${whole.label} (${positions})`;
      return { state, name: { id, label }, fault: undefined };
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      return { state, name: whole, fault: { kind: "refused", item: whole, said: [saidOfFault(fault)] } };
    }
  };
  const trailsOf = (
    scene: Scene,
    record: RecordValue,
    traced: boolean,
    trail: readonly TrailItem[],
  ): readonly (readonly TrailItem[])[] => {
    const level = levels[trail.length];
    if (level === undefined) return [trail];
    const state = beginEvaluation(layout, scene, record, "", traced);
    enterTrail(state, trail);
    const entries = orNothing(() => level.list(state.frame));
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((value, index) =>
      trailsOf(scene, record, traced, [...trail, { slot: level.slot, value, position: index + 1 }]),
    );
  };
  if (levels.length === 0) {
    return (scene, record, traced) => {
      const item = begin(scene, record, traced, []);
      return item === undefined ? [] : [item];
    };
  }
  return (scene, record, traced) =>
    trailsOf(scene, record, traced, []).flatMap((trail) => begin(scene, record, traced, trail) ?? []);
}

/** One item of one `each`, and where it stood. */
interface TrailItem {
  readonly slot: number;
  readonly value: Value;
  readonly position: number;
}

function enterTrail(state: EvaluationState, trail: readonly TrailItem[]): void {
  for (const { slot, value, position } of trail) {
    state.frame.slots[slot] = value;
    state.frame.slots[slot + 1] = position;
  }
}

/** A list or a company that cannot be worked out is none. */
function orNothing(evaluate: () => Value): Value {
  try {
    return evaluate();
  } catch (fault) {
    if (fault instanceof EvaluationFault) return undefined;
    throw fault;
  }
}

type EvaluateItem = (state: EvaluationState, item: ItemName, prechecks: (state: EvaluationState) => void) => Evaluation;

function compileItemEvaluation(flow: TypedTransfer, options: FlowOptions, trace: boolean): EvaluateItem {
  const qualify = compileQualify(flow.level, options);
  const how = { ...fieldsOf(options, flow), kind: flow.to, mode: "create", trace } as const;
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

/** One cause is said once: a value that was refused is missing further down as well. */
function forgetConsequences(state: EvaluationState): void {
  const refused = state.said.some(({ code }) => !isStandard(code));
  const tooLong = new Set(state.said.filter(({ code }) => code === "text-too-long").map(fieldOf));
  const kept = state.said.filter((said) => {
    if (said.code === "required-missing") return !refused && !tooLong.has(fieldOf(said));
    return !refused || !said.code.startsWith("evaluation-");
  });
  state.said.splice(0, state.said.length, ...kept);
}

function isStandard(code: string): boolean {
  return code === "required-missing" || code === "text-too-long" || code.startsWith("evaluation-");
}

function fieldOf({ facts }: Said): string {
  return `${textOf(facts["field"])} ${textOf(facts["row"])}`;
}

/** `skip`, then `wait until`: what ends the evaluation before anything is refused. */
export function compileQualify(
  level: TypedTransfer["level"],
  options: Pick<FlowOptions, "messages">,
): (state: EvaluationState, item: ItemName) => Exclude<Evaluation, { kind: "ready" }> | undefined {
  const skip = compileGuards(level.skip, options.messages).map((guard, index) => ({
    ...guard,
    speak: level.skip[index]?.say === undefined ? undefined : guard.speak,
  }));
  const waitUntil: readonly Evaluate[] = compileGuards(level.waitUntil, options.messages).map((guard) => guard.when);
  if (skip.length === 0 && waitUntil.length === 0) return () => undefined;
  return (state, item) => {
    try {
      for (const guard of skip)
        if (guard.when(state.frame) === true) return { kind: "skipped", item, said: guard.speak?.(state.frame) };
      for (const when of waitUntil) if (when(state.frame) !== true) return { kind: "waiting", item };
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      return { kind: "refused", item, said: [saidOfFault(fault)] };
    }
    return undefined;
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
