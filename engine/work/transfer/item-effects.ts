import type { CompiledStep, CompiledTransfer, KindRef, StepEvaluation } from "../../compile/compiled.ts";
import type { Effect } from "../../effect/effect.ts";
import { stepNamed, stepOf } from "../../store/step.ts";
import { stableHash } from "../../value/hash.ts";
import type { RecordValue } from "../../value/value.ts";
import { systemOf } from "../base/job.ts";
import { fieldOf, idOf } from "../base/names.ts";
import { effectKey, effectOf } from "../flow-run/effects.ts";
import type { Run } from "../flow-run/open-run.ts";
import type { Item, Made, Ready } from "./item.ts";

/** The making of the document. */
export function creationOf(run: Run, { transfer, record, id }: Item, { body }: Ready, generation: string): Effect {
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

/** The write to the source record. `identity` says which step or rule wants it. */
export function writeBackOf(run: Run, { transfer, record, id }: Item, body: RecordValue, identity: string): Effect {
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
function undoOf(run: Run, { transfer, id }: Item, madeId: string): Effect {
  const { to } = transfer;
  const effect = effectOf(run, transfer, id, to, {
    key: effectKey(run, transfer.name, id, `undo ${madeId}`),
    step: stepOf("undo", `${to.side}/${to.kind}`),
    request: { kind: to.kind, operation: "undo", id: madeId, body: {} },
    search: undefined,
    idempotent: true,
  });
  return { ...effect, idOf: () => madeId };
}

type StepWrite = Extract<StepEvaluation, { kind: "write" }>;

/** What a step writes, and to what: another record, or an action on it; the source; or the document taken out again. */
export async function stepEffectOf(
  run: Run,
  item: Item,
  made: Made,
  step: Exclude<StepEvaluation, { kind: "refused" }>,
): Promise<{ readonly to: KindRef; readonly effect: Effect }> {
  const { from, to } = item.transfer;
  switch (step.kind) {
    case "write": {
      const key = await stepKey(run, item.transfer, made, step);
      return { to: step.to, effect: stepWriteOf(run, item, step, key) };
    }
    case "write-back":
      return { to: from, effect: writeBackOf(run, item, step.body, step.identity) };
    case "failed":
      return { to, effect: undoOf(run, item, made.id) };
  }
}

/** The identity names the document too, unless `once for` says that several share the step. */
async function stepKey(
  run: Run,
  transfer: CompiledTransfer,
  { by, generation }: Made,
  { step, identity, formerly }: StepWrite,
): Promise<string> {
  const name = stepName(transfer, step);
  const key = effectKey(run, transfer.name, name, `${identity}${generation}`);
  if (by === "created" || formerly === undefined) return key;
  // A document that was there before this run: the store may know the step under its former identity.
  const { intents } = run.job.store;
  if ((await intents.get(key)) !== undefined) return key;
  const former = effectKey(run, transfer.name, name, `${formerly}${generation}`);
  return (await intents.get(former)) === undefined ? key : former;
}

function stepWriteOf(run: Run, { transfer, id }: Item, write: StepWrite, key: string): Effect {
  const { to, recognise } = write;
  return effectOf(run, transfer, id, to, {
    key,
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

/** A step's name, told apart from an earlier step of the same name. */
function stepName({ steps }: CompiledTransfer, { name, index }: CompiledStep): string {
  const earlier = steps.filter((step) => step.name === name && step.index < index).length;
  return earlier === 0 ? name : `${name} ${earlier + 1}`;
}

/** The searched fields with the values that were sent. */
function sameFields(searched: RecordValue, frozen: RecordValue): RecordValue {
  return Object.fromEntries(Object.keys(searched).map((path) => [path, fieldOf(frozen, path)]));
}
