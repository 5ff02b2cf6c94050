import { EvaluationFault } from "../language/types/fault.ts";
import type { TypedStep, TypedTransfer } from "../mapping/tree/typed-flow.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { compileBranching } from "./compile-branching.ts";
import { compileFields } from "./compile-fields.ts";
import type { CompiledStep, StepEvaluation } from "./compiled.ts";
import type { EvaluationState } from "./evaluation-state.ts";
import { type FlowOptions, recordOptions } from "./flow-options.ts";
import { kindRef } from "./item-name.ts";
import { recogniser } from "./recogniser.ts";
import { compileRequirements } from "./requirements.ts";
import { compileSaying, type Speak, saidOf, saidOfFault } from "./say.ts";
import { overEntries } from "./step-entries.ts";
import { compileStepNames, type StepNames } from "./step-names.ts";
import { textOf } from "./text-of.ts";

/** What the step does for one entry; undefined where it does nothing. */
type Act = (state: EvaluationState, names: StepNames, made: RecordValue) => StepEvaluation | undefined;

/** Compiles one step: what it does for a document and each of its entries, given the document as the other side made it. */
export function compileStep(
  flow: TypedTransfer,
  step: TypedStep,
  compiled: CompiledStep,
  options: FlowOptions,
  trace: boolean,
): (state: EvaluationState, itemId: string, made: RecordValue) => readonly StepEvaluation[] {
  const entries = overEntries(step);
  const names = compileStepNames(step);
  const act = compileGuarded(step, compiled, options, compileAct(flow, step, compiled, options, trace));
  return (state, itemId, made) => {
    state.frame.slots[step.madeSlot] = made;
    const evaluations: StepEvaluation[] = [];
    try {
      entries(state, (entry) => {
        if (entry !== undefined) state.row = entry.index + 1;
        const evaluation = act(state, names(state, itemId, entry), made);
        if (evaluation !== undefined) evaluations.push(evaluation);
      });
      return evaluations;
    } catch (fault) {
      if (!(fault instanceof EvaluationFault)) throw fault;
      return [{ kind: "refused", identity: itemId, step: compiled, said: [saidOfFault(fault)] }];
    }
  };
}

/** Nothing is done where the step's condition does not hold, or where anything is said. */
function compileGuarded(step: TypedStep, compiled: CompiledStep, options: FlowOptions, act: Act): Act {
  const when = step.when === undefined ? undefined : compileBranching(step.when);
  const require = compileRequirements(step.level, options.messages);
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
): Act {
  const common = { ...recordOptions(options, flow.from), trace };
  switch (step.kind) {
    case "verify":
      return compileVerify(step, compiled, options);
    case "write back":
      return compileWriteBack(compiled, compileFields(step.fields, { ...common, kind: flow.from, mode: "change" }));
    case "do":
      return compileDo(flow, step, compiled, compileFields(step.fields, { ...common, kind: flow.to, mode: "change" }));
    case "write": {
      const mode = step.operation === "create" ? "create" : "change";
      return compileWrite(step, compiled, compileFields(step.fields, { ...common, kind: step.to, mode }));
    }
  }
}

type MakeRecord = (state: EvaluationState) => RecordValue;
type StepOf<Kind extends TypedStep["kind"]> = Extract<TypedStep, { kind: Kind }>;

function compileWriteBack(compiled: CompiledStep, build: MakeRecord): Act {
  return (state, { identity }) => ({
    kind: "write-back",
    identity,
    step: compiled,
    body: build(state),
    lineage: [...state.lineage],
  });
}

function compileDo({ to }: TypedTransfer, { action }: StepOf<"do">, compiled: CompiledStep, build: MakeRecord): Act {
  const { id } = to.schema;
  return (state, names, made) => ({
    kind: "write",
    ...names,
    step: compiled,
    to: kindRef(to),
    operation: "action",
    action,
    ...idOf(made[id]),
    body: build(state),
    recognise: undefined,
    lineage: [...state.lineage],
  });
}

function compileWrite({ to, operation, recogniseBy }: StepOf<"write">, compiled: CompiledStep, build: MakeRecord): Act {
  const recognise = recogniser(recogniseBy.map(({ path }) => path));
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

function compileVerify(step: StepOf<"verify">, compiled: CompiledStep, options: FlowOptions): Act {
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
