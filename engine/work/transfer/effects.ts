import type { CompiledStep, CompiledTransfer, Evaluation, StepEvaluation } from "../../compile/compiled.ts";
import type { Effect, EffectOutcome } from "../../effect/effect.ts";
import { stepNamed, stepOf } from "../../store/step.ts";
import { stableHash } from "../../value/hash.ts";
import type { RecordValue } from "../../value/value.ts";
import { effectKey, effectOf } from "../effects.ts";
import { systemOf } from "../job.ts";
import { fieldOf, idOf } from "../names.ts";
import type { Run } from "../open-run.ts";
import type { Item } from "./item.ts";

export type Ready = Extract<Evaluation, { kind: "ready" }>;

/** A document as it stands on the other side, and which making of it it is. */
export type Made = Extract<EffectOutcome, { kind: "confirmed" }> & { readonly generation: string };

/** `generation`: which making of the document it is; empty for the first. */
export function creation(run: Run, { transfer, record, id }: Item, { body }: Ready, generation: string): Effect {
  const { to } = transfer;
  return effectOf(run, transfer, id, to, {
    key: effectKey(run, transfer.name, id, `create${generation}`),
    step: stepOf("create", `${to.side}/${to.kind}`),
    request: { kind: to.kind, operation: "create", body },
    search:
      transfer.recognise(body) === undefined
        ? undefined
        : (frozen) => systemOf(run.job, to).find(to.kind, transfer.recognise(frozen) ?? {}),
    idempotent: false,
    // Setting the status again is a change of the document: what was refused is tried again then.
    sourceHash: stableHash(record),
  });
}

type StepWrite = Extract<StepEvaluation, { kind: "write" }>;

/** A write of another record after the document, or an action on it. */
export async function stepWrite(
  run: Run,
  { transfer, id }: Item,
  { generation, by }: Pick<Made, "generation" | "by">,
  write: StepWrite,
): Promise<Effect> {
  const { to, recognise } = write;
  return effectOf(run, transfer, id, to, {
    key:
      by === "created"
        ? stepKey(run, transfer, generation, write)
        : await knownStepKey(run, transfer, generation, write),
    step: stepNamed(`${stepName(transfer, write.step)} ${write.identity}`),
    request: {
      kind: to.kind,
      operation: write.operation,
      body: write.body,
      ...(write.id === undefined ? {} : { id: write.id }),
      ...(write.action === undefined ? {} : { action: write.action }),
    },
    search:
      recognise === undefined
        ? undefined
        : (frozen) => systemOf(run.job, to).find(to.kind, sameFields(recognise, frozen)),
    idempotent: write.operation !== "create",
  });
}

/** The identity names the document too, unless `once for` says that several share the step. */
function stepKey(
  run: Run,
  transfer: CompiledTransfer,
  generation: string,
  { step, identity }: Pick<StepWrite, "step" | "identity">,
): string {
  return effectKey(run, transfer.name, stepName(transfer, step), `${identity}${generation}`);
}

/** The key under which the store knows the step of a document that was there before this run. */
async function knownStepKey(
  run: Run,
  transfer: CompiledTransfer,
  generation: string,
  { step, identity, formerly }: StepWrite,
): Promise<string> {
  const key = stepKey(run, transfer, generation, { step, identity });
  if (formerly === undefined || (await run.job.store.intents.get(key)) !== undefined) return key;
  const former = stepKey(run, transfer, generation, { step, identity: formerly });
  return (await run.job.store.intents.get(former)) === undefined ? key : former;
}

/** A step's name, told apart from an earlier step of the same name. */
function stepName({ steps }: CompiledTransfer, { name, index }: CompiledStep): string {
  const earlier = steps.filter((step) => step.name === name && step.index < index).length;
  return earlier === 0 ? name : `${name} ${earlier + 1}`;
}

/** The searched fields with the values that were sent. */
function sameFields(searched: RecordValue, frozen: RecordValue): RecordValue {
  return Object.fromEntries(Object.keys(searched).map((path) => [path, fieldOf(frozen, path)]));
}

/** The write to the source record. `identity` says which step or rule wants it. */
export function writeBack(run: Run, { transfer, record, id }: Item, body: RecordValue, identity: string): Effect {
  const { from } = transfer;
  return effectOf(run, transfer, id, from, {
    // One name for all that is written back, so that an error status on its way never lands after the final one.
    key: effectKey(run, transfer.name, id, "write back"),
    step: stepOf("write back", identity),
    request: { kind: from.kind, operation: "update", id: idOf(run.job, from, record), body },
    search: undefined,
    idempotent: true,
    // Set to be transferred again, it is moved on again.
    again: true,
  });
}

/** Takes the document out again. The store counts such steps. */
export function undoing(run: Run, { transfer, id }: Item, madeId: string): Effect {
  const { to } = transfer;
  return {
    ...effectOf(run, transfer, id, to, {
      key: effectKey(run, transfer.name, id, `undo ${madeId}`),
      step: stepOf("undo", `${to.side}/${to.kind}`),
      request: { kind: to.kind, operation: "undo", id: madeId, body: {} },
      search: undefined,
      idempotent: true,
    }),
    idOf: () => madeId,
  };
}
