import type { CompiledStep, CompiledTransfer, Evaluation, ItemName, StepEvaluation } from "../../compile/compiled.ts";
import type { Effect, EffectOutcome } from "../../effect/effect.ts";
import { takeEffect } from "../../effect/take-effect.ts";
import { stepNamed, stepOf } from "../../store/step.ts";
import { stableHash } from "../../value/hash.ts";
import type { RecordValue } from "../../value/value.ts";
import type { FlowRun } from "../flow-run.ts";
import { fieldOf } from "../job.ts";

export type Ready = Extract<Evaluation, { kind: "ready" }>;
export type Confirmed = Extract<EffectOutcome, { kind: "confirmed" }>;
/** A document of the other side, and which making of it it is. */
export type Carried = Confirmed & { readonly generation: string };

/** `generation`: which making of the document it is; empty for the first. */
export function creation(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  ready: Ready,
  generation: string,
): Effect {
  const system = run.system(transfer.to);
  return {
    key: run.effectKey(transfer.name, ready.item.id, `create${generation}`),
    scope: run.scope,
    flow: transfer.name,
    source: ready.item.id,
    step: stepOf("create", `${transfer.to.side}/${transfer.to.kind}`),
    system,
    request: { kind: transfer.to.kind, operation: "create", body: ready.body },
    search:
      transfer.recognise(ready.body) === undefined
        ? undefined
        : (frozen) => system.find(transfer.to.kind, transfer.recognise(frozen) ?? {}),
    idempotent: false,
    idOf: (made) => run.idOf(transfer.to, made),
    // Setting the status again is a change of the document: what was refused is tried again then.
    sourceHash: stableHash(record),
  };
}

/** A write of another record after the document, or an action on it. */
export async function writeStep(
  run: FlowRun,
  transfer: CompiledTransfer,
  item: ItemName,
  { generation, by }: Pick<Carried, "generation" | "by">,
  step: StepWrite,
): Promise<EffectOutcome> {
  const system = run.system(step.to);
  const { recognise } = step;
  return takeEffect(
    {
      key:
        by === "created"
          ? stepKey(run, transfer, generation, step)
          : await knownStepKey(run, transfer, generation, step),
      scope: run.scope,
      flow: transfer.name,
      source: item.id,
      step: stepNamed(`${nameOf(transfer, step.step)} ${step.identity}`),
      system,
      request: {
        kind: step.to.kind,
        operation: step.operation,
        body: step.body,
        ...(step.id === undefined ? {} : { id: step.id }),
        ...(step.action === undefined ? {} : { action: step.action }),
      },
      search:
        recognise === undefined ? undefined : (frozen) => system.find(step.to.kind, sameFields(recognise, frozen)),
      idempotent: step.operation !== "create",
      idOf: (made) => run.idOf(step.to, made),
    },
    run.effectContext(),
  );
}

type StepWrite = Extract<StepEvaluation, { kind: "write" }>;

/** The identity names the document too, unless `once for` says that several share the step. */
function stepKey(
  run: FlowRun,
  transfer: CompiledTransfer,
  generation: string,
  { step, identity }: Pick<StepWrite, "step" | "identity">,
): string {
  return run.effectKey(transfer.name, nameOf(transfer, step), `${identity}${generation}`);
}

/** The key under which the store knows the step of a document that was there before this run. */
async function knownStepKey(
  run: FlowRun,
  transfer: CompiledTransfer,
  generation: string,
  { step, identity, formerly }: StepWrite,
): Promise<string> {
  const key = stepKey(run, transfer, generation, { step, identity });
  if (formerly === undefined || (await run.store.intents.get(key)) !== undefined) return key;
  const former = stepKey(run, transfer, generation, { step, identity: formerly });
  return (await run.store.intents.get(former)) === undefined ? key : former;
}

/** A step's name, told apart from an earlier step of the same name. */
function nameOf({ steps }: CompiledTransfer, { name, index }: CompiledStep): string {
  const earlier = steps.filter((step) => step.name === name && step.index < index).length;
  return earlier === 0 ? name : `${name} ${earlier + 1}`;
}

/** The searched fields with the values that were sent. */
function sameFields(searched: RecordValue, frozen: RecordValue): RecordValue {
  return Object.fromEntries(Object.keys(searched).map((path) => [path, fieldOf(frozen, path)]));
}

/** The write to the source record. `identity` says which step or rule wants it. */
export function writeBack(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  body: RecordValue,
  identity: string,
): Promise<EffectOutcome> {
  return takeEffect(
    {
      // One name for all that is written back, so that an error status on its way never lands after the final one.
      key: run.effectKey(transfer.name, item.id, "write back"),
      scope: run.scope,
      flow: transfer.name,
      source: item.id,
      step: stepOf("write back", identity),
      system: run.system(transfer.from),
      request: { kind: transfer.from.kind, operation: "update", id: run.idOf(transfer.from, record), body },
      search: undefined,
      idempotent: true,
      // Set to be transferred again, it is moved on again.
      again: true,
      idOf: (made) => run.idOf(transfer.from, made),
    },
    run.effectContext(),
  );
}

/** Takes the document out again. The store counts such steps. */
export function undo(run: FlowRun, transfer: CompiledTransfer, item: ItemName, madeId: string): Promise<EffectOutcome> {
  const { side, kind } = transfer.to;
  return takeEffect(
    {
      key: run.effectKey(transfer.name, item.id, `undo ${madeId}`),
      scope: run.scope,
      flow: transfer.name,
      source: item.id,
      step: stepOf("undo", `${side}/${kind}`),
      system: run.system(transfer.to),
      request: { kind, operation: "undo", id: madeId, body: {} },
      search: undefined,
      idempotent: true,
      idOf: () => madeId,
    },
    run.effectContext(),
  );
}
