import type { Evaluate } from "../language/closures/compiler.ts";
import { EvaluationFault } from "../language/types/fault.ts";
import type { TypedStep, TypedTransfer } from "../mapping/tree/typed-flow.ts";
import { typedsOf } from "../mapping/tree/typeds.ts";
import { FileValue, type RecordValue, type Value } from "../value/value.ts";
import { compileFields } from "./build.ts";
import { compileBranching } from "./compile-branching.ts";
import type { PickedItem, PickItems } from "./compile-transfer.ts";
import type { CompiledStep, CompiledTransfer, StepEvaluation } from "./compiled.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import { byTrace, type FlowOptions } from "./flow-options.ts";
import { recogniser } from "./recogniser.ts";
import { checkRefusals, compileGuards, compileRequirements } from "./requirements.ts";
import { compileSaying, type Speak, saidOf, saidOfFault, textOf } from "./say.ts";
import { kindRef } from "./source.ts";
import { conjunctsOf, partOf, readsSlot } from "./term-reads.ts";

interface Steps {
  readonly steps: readonly CompiledStep[];
  readonly evaluate: CompiledTransfer["evaluateStep"];
  readonly mayApply: CompiledTransfer["mayApply"];
  /** What the steps would refuse whatever the document becomes: known before the first write. */
  readonly prechecks: (state: EvaluationState) => void;
}

type Does = (state: EvaluationState, names: StepNames, made: RecordValue) => StepEvaluation | undefined;

/** Compiles `then:`, the writes that follow the document's own. */
export function compileSteps(flow: TypedTransfer, options: FlowOptions, items: PickItems): Steps {
  const steps = flow.steps.map(
    (step): CompiledStep => ({ name: step.name, index: step.index, span: step.span, readsMade: readsMade(step) }),
  );
  const evaluations = flow.steps.map((step, at) => {
    const over = compileEntries(step);
    const does = byTrace(options, (trace) => compileDoes(flow, step, steps[at] as CompiledStep, options, trace));
    return { step, over, does };
  });
  const known = flow.steps.map(compileKnown);
  const checks = flow.steps.flatMap((step) => compilePrecheck(step, options) ?? []);
  return {
    steps,
    prechecks: checks.length === 0 ? () => {} : (state) => checks.forEach((check) => void check(state)),
    mayApply: (scene, record, itemId, index) => {
      const item = itemNamed(itemId, items(scene, record, false));
      return item === undefined || known[index]?.(item.state) !== false;
    },
    evaluate: (scene, record, itemId, made, index) => {
      const found = evaluations[index];
      const item = itemNamed(itemId, items(scene, record, options.traces(scene)));
      if (found === undefined || item === undefined) return [];
      return evaluateEntries(
        found.over,
        found.does(scene),
        found.step,
        steps[index] as CompiledStep,
        item.state,
        itemId,
        made,
      );
    },
  };
}

export function itemNamed(id: string, items: readonly PickedItem[]): PickedItem | undefined {
  return items.find(({ name }) => name.id === id);
}

function readsMade(step: TypedStep): boolean {
  return step.kind !== "write back" || typedsOf(step).some((typed) => readsSlot(typed, step.madeSlot));
}

/** What can be said of a step before its document is made: false when a part of its condition fails, or it has no entries. */
function compileKnown(step: TypedStep): (state: EvaluationState) => boolean {
  const { when, each, madeSlot } = step;
  const parts = when === undefined ? [] : conjunctsOf(when.term).map((term) => partOf(when, term));
  const conditions = parts.filter((part) => !readsSlot(part, madeSlot)).map((part) => compileBranching(part));
  const list = each === undefined || readsSlot(each.list, madeSlot) ? undefined : compileBranching(each.list);
  return ({ frame }) => {
    try {
      if (!conditions.every((condition) => condition(frame) === true)) return false;
      const entries = list?.(frame);
      return list === undefined || (Array.isArray(entries) && entries.length > 0);
    } catch (fault) {
      if (fault instanceof EvaluationFault) return true;
      throw fault;
    }
  };
}

interface Entries {
  readonly list: Evaluate | undefined;
  readonly onceFor: readonly Evaluate[];
}

function compileEntries(step: TypedStep): Entries {
  return {
    list: step.each === undefined ? undefined : compileBranching(step.each.list),
    onceFor: step.onceFor.map((typed) => compileBranching(typed)),
  };
}

function evaluateEntries(
  over: Entries,
  does: Does,
  step: TypedStep,
  compiled: CompiledStep,
  state: EvaluationState,
  itemId: string,
  made: RecordValue,
): readonly StepEvaluation[] {
  const { frame } = state;
  frame.slots[step.madeSlot] = made;
  try {
    if (over.list === undefined || step.each === undefined)
      return kept(does(state, namesOf(over, state, step, itemId, undefined), made));
    const entries = over.list(frame);
    if (!Array.isArray(entries)) return [];
    const evaluations: StepEvaluation[] = [];
    for (let index = 0; index < entries.length; index++) {
      const entry = entries[index] as Value;
      frame.slots[step.each.slot] = entry;
      frame.slots[step.each.slot + 1] = index + 1;
      step.each.scope.reset(frame);
      state.row = index + 1;
      const name = entryName(entries as readonly Value[], index);
      evaluations.push(...kept(does(state, namesOf(over, state, step, itemId, name), made)));
    }
    return evaluations;
  } catch (fault) {
    if (!(fault instanceof EvaluationFault)) throw fault;
    return [{ kind: "refused", identity: itemId, step: compiled, said: [saidOfFault(fault)] }];
  }
}

function kept(evaluation: StepEvaluation | undefined): readonly StepEvaluation[] {
  return evaluation === undefined ? [] : [evaluation];
}

interface StepNames {
  readonly identity: string;
  readonly formerly: string | undefined;
}

/**
 * `once for` where it is said: then the write is done once for all documents that share it. Where the step stands among those
 * of other names is no part of it, so that one put before it does not make it a new one for documents that are on their way.
 */
function namesOf(
  over: Entries,
  state: EvaluationState,
  { index }: TypedStep,
  itemId: string,
  entry: string | undefined,
): StepNames {
  if (over.onceFor.length > 0)
    return { identity: over.onceFor.map((evaluate) => textOf(evaluate(state.frame))).join("/"), formerly: undefined };
  const place = `${itemId}#${index + 1}`;
  return entry === undefined
    ? { identity: itemId, formerly: place }
    : { identity: `${itemId}#${entry}`, formerly: `${place}/${entry}` };
}

/** A file goes by its name and a record by its id, so that another one before it does not make it a new one. */
function entryName(entries: readonly Value[], index: number): string {
  const entry = entries[index];
  if (entry instanceof FileValue) {
    const earlier = entries.slice(0, index).filter((one) => one instanceof FileValue && one.name === entry.name);
    return earlier.length === 0 ? entry.name : `${earlier.length + 1} ${entry.name}`;
  }
  if (typeof entry === "object" && entry !== null && !Array.isArray(entry)) {
    const record = entry as RecordValue;
    const id = record["guid"] ?? record["id"];
    if (typeof id === "string" || typeof id === "number") return String(id);
  }
  return String(index + 1);
}

function compileDoes(
  flow: TypedTransfer,
  step: TypedStep,
  compiled: CompiledStep,
  options: FlowOptions,
  trace: boolean,
): Does {
  const when = step.when === undefined ? undefined : compileBranching(step.when);
  const require = compileRequirements(step.level, options.messages);
  const act = compileAct(flow, step, compiled, options, trace);
  return (state, names, made) => {
    state.said.length = 0;
    state.lineage.length = 0;
    if (when !== undefined && when(state.frame) !== true) return undefined;
    require(state);
    const evaluation = state.said.length > 0 ? undefined : act(state, names, made);
    return state.said.length > 0
      ? { kind: "refused", identity: names.identity, step: compiled, said: [...state.said] }
      : evaluation;
  };
}

function compileAct(
  flow: TypedTransfer,
  step: TypedStep,
  compiled: CompiledStep,
  options: FlowOptions,
  trace: boolean,
): Does {
  const common = {
    fellBack: options.fellBack,
    messages: options.messages,
    sourceSide: options.title(flow.from.side),
    trace,
  };
  if (step.kind === "verify") return compileVerify(step, compiled, options);
  if (step.kind === "write back") {
    const build = compileFields(step.fields, { ...common, kind: flow.from, mode: "change" });
    return (state, { identity }) => ({
      kind: "write-back",
      identity,
      step: compiled,
      body: build(state),
      lineage: [...state.lineage],
    });
  }
  if (step.kind === "do") {
    const build = compileFields(step.fields, { ...common, kind: flow.to, mode: "change" });
    const { id } = flow.to.schema;
    return (state, names, made) => ({
      kind: "write",
      ...names,
      step: compiled,
      to: kindRef(flow.to),
      operation: "action",
      action: step.action,
      ...idOf(made[id]),
      body: build(state),
      recognise: undefined,
      lineage: [...state.lineage],
    });
  }
  const { operation, to } = step;
  const build = compileFields(step.fields, { ...common, kind: to, mode: operation === "create" ? "create" : "change" });
  const recognise = recogniser(step.recogniseBy.map(({ path }) => path));
  return (state, names) => {
    const body = build(state);
    return {
      kind: "write",
      ...names,
      step: compiled,
      to: kindRef(to),
      operation,
      ...(operation === "update" ? idOf(body[to.schema.id]) : {}),
      body,
      recognise: recognise(body),
      lineage: [...state.lineage],
    };
  };
}

function idOf(id: Value): { readonly id?: string } {
  return id === undefined || id === null ? {} : { id: textOf(id) };
}

function compileVerify(
  step: Extract<TypedStep, { kind: "verify" }>,
  compiled: CompiledStep,
  options: FlowOptions,
): Does {
  const must = compileBranching(step.must);
  const speak: Speak =
    step.say === undefined
      ? () => saidOf("verify-failed", undefined, {}, step.span)
      : compileSaying(step.say, options.messages);
  return (state, { identity }) => {
    if (must(state.frame) === true) return undefined;
    return { kind: "failed", identity, step: compiled, otherwise: step.otherwise, said: speak(state.frame) };
  };
}

/** The refusals of a step that do not depend on the document made. */
function compilePrecheck(step: TypedStep, options: FlowOptions): ((state: EvaluationState) => void) | undefined {
  const { madeSlot } = step;
  if (readsSlot(step.each?.list, madeSlot) || readsSlot(step.when, madeSlot)) return undefined;
  const early = step.level.refuse.filter(
    (guard) => !readsSlot(guard.when, madeSlot) && !guard.say?.facts.some((fact) => readsSlot(fact.value, madeSlot)),
  );
  if (early.length === 0) return undefined;
  const refuse = compileGuards(early, options.messages);
  const when = step.when === undefined ? undefined : compileBranching(step.when);
  const list = step.each === undefined ? undefined : compileBranching(step.each.list);
  return (state) => {
    const { frame } = state;
    try {
      if (list === undefined || step.each === undefined) {
        if (when === undefined || when(frame) === true) checkRefusals(refuse, state);
        return;
      }
      const entries = list(frame);
      if (!Array.isArray(entries)) return;
      for (let index = 0; index < entries.length; index++) {
        frame.slots[step.each.slot] = entries[index] as Value;
        frame.slots[step.each.slot + 1] = index + 1;
        step.each.scope.reset(frame);
        if (when === undefined || when(frame) === true) checkRefusals(refuse, state);
      }
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      state.said.push(saidOfFault(fault));
    }
  };
}
