import chunk from "lodash-es/chunk.js";
import type {
  CompiledStep,
  CompiledTransfer,
  Evaluation,
  ItemName,
  Said,
  StepEvaluation,
} from "../compile/compiled.ts";
import { type ListQuery, ReadFault } from "../connector/operations.ts";
import type { Span } from "../source/span.ts";
import type { RecordState } from "../store/store.ts";
import { stableHash } from "../value/hash.ts";
import { canonicalJson } from "../value/json.ts";
import type { RecordValue } from "../value/value.ts";
import { type Effect, type EffectOutcome, refusalOf, takeEffect } from "./effect.ts";
import type { FlowRun } from "./flow-run.ts";
import { fieldOf } from "./job.ts";
import { isWaiting, saidOfFaults, saidOfReadFault } from "./said.ts";
import { settleMoved } from "./settle-moved.ts";

/** Documents evaluated together: their look-ups go out in batches, and only their child records stay in memory. */
const WINDOW = 5_000;
/** Documents of a window that are worked out while those before are carried, so that what was made of them is not kept for long. */
const PART = 250;
/** Listing starts over after each window, since documents that moved on have left the list. */
const WINDOWS_MAX = 1_000;

type Ready = Extract<Evaluation, { kind: "ready" }>;
/** Open: a later run has to look at it again, though the document may not change. */
type Settled = "done" | "open";
type Confirmed = Extract<EffectOutcome, { kind: "confirmed" }>;
/** A document of the other side, and which making of it it is. */
type Carried = Confirmed & { readonly generation: string };

/** Carries every document that is to be carried: listed, evaluated, sent once, followed up, logged. */
export async function runTransfer(run: FlowRun, transfer: CompiledTransfer): Promise<void> {
  if (!leavesTheList(transfer)) return carryChanged(run, transfer);
  const listed = new Set<string>();
  await carryList(run, transfer, undefined, listed);
  await settleMoved(run, transfer, listed, isWatched(run, transfer));
}

/** Documents whose transfer does not move them out of the list are taken in by their changes, and all of them once a day. */
async function carryChanged(run: FlowRun, transfer: CompiledTransfer): Promise<void> {
  const startedAt = run.job.clock.now();
  const seen = new Set<string>();
  for (const ids of chunk(await run.watermarks.open(transfer), WINDOW)) {
    const again = await run.system(transfer.from).readMany(transfer.from.kind, ids);
    for (const id of ids) if (!again.has(id)) await run.gone(transfer, id);
    for (const id of again.keys()) seen.add(id);
    await takeWindow(
      run,
      transfer,
      [...again.values()].map((record) => asListed(transfer, record)),
    );
    if (run.stopping()) return;
  }
  const full = await run.watermarks.isFullPassDue(transfer.name);
  const since = full ? undefined : await run.watermarks.changedSince(transfer.name);
  await carryList(run, transfer, since, seen);
  if (!run.planning && !run.stopping()) await run.watermarks.advance(transfer.name, startedAt, full);
}

/** A document read by its id as the list would give it, so that both are the same document. */
function asListed(transfer: CompiledTransfer, record: RecordValue): RecordValue {
  const { keep } = transfer;
  return keep === undefined ? record : Object.fromEntries(Object.entries(record).filter(([field]) => keep.has(field)));
}

async function carryList(
  run: FlowRun,
  transfer: CompiledTransfer,
  since: string | undefined,
  seen: Set<string> = new Set(),
): Promise<void> {
  const where = await run.evaluateOne((scene) => transfer.listFilter(scene));
  if (where instanceof ReadFault) throw where;
  const query = {
    where,
    ...(since === undefined ? {} : { changedSince: since }),
    ...(transfer.keep === undefined ? {} : { keep: transfer.keep }),
  };
  for (let window = 0; window < WINDOWS_MAX; window++) {
    const documents = await listWindow(run, transfer, query, seen);
    if (documents.length === 0) return;
    await takeWindow(run, transfer, documents);
    if (run.stopping()) return;
  }
}

async function listWindow(
  run: FlowRun,
  transfer: CompiledTransfer,
  query: ListQuery,
  seen: Set<string>,
): Promise<RecordValue[]> {
  const documents: RecordValue[] = [];
  for await (const page of run.system(transfer.from).pages(transfer.from.kind, query)) {
    for (const record of page) {
      const id = run.idOf(transfer.from, record);
      if (seen.has(id)) continue;
      seen.add(id);
      documents.push(record);
    }
    run.job.progress({ flow: transfer.name, phase: "listing", taken: documents.length });
    if (documents.length >= WINDOW || run.stopping()) break;
  }
  return documents;
}

interface Task {
  readonly record: RecordValue;
  readonly evaluation: Own | ReadFault;
}

/** Takes the documents out of the list that it is given, so that none is kept when it has been carried. */
async function takeWindow(run: FlowRun, transfer: CompiledTransfer, documents: RecordValue[]): Promise<void> {
  const nextPart = async (): Promise<readonly Task[] | undefined> =>
    documents.length === 0 || run.stopping() ? undefined : evaluatePart(run, transfer, documents);
  await run.parallelAsTheyCome(nextPart, async ({ record, evaluation }) => {
    const open = await takeDocument(run, transfer, record, evaluation);
    if (!leavesTheList(transfer)) await run.watermarks.noteOpen(transfer, run.idOf(transfer.from, record), open);
    run.world.forgetRelationsOf(record);
  });
  run.world.forgetRelations();
}

/** The child records of those that come later are fetched in the same lists. */
async function evaluatePart(run: FlowRun, transfer: CompiledTransfer, window: RecordValue[]): Promise<readonly Task[]> {
  const part = window.splice(0, PART);
  const evaluations = await run.evaluateAll(part, (record) => evaluateOwn(run, transfer, record), window);
  return evaluations.map((evaluation, index) => ({ evaluation, record: part[index] as RecordValue }));
}

function leavesTheList(transfer: CompiledTransfer): boolean {
  return transfer.steps.some((step) => step.name === "write back");
}

type Own = readonly Evaluation[] | "unclear";

/** With several companies, a document goes through the connection of its own company only. */
function evaluateOwn(run: FlowRun, transfer: CompiledTransfer, record: RecordValue): Own {
  const { unit, configuredUnits } = run.job;
  if (transfer.company === undefined || unit === undefined) return transfer.evaluate(run.scene, record);
  const company = transfer.company(run.scene, record);
  if (company === unit) return transfer.evaluate(run.scene, record);
  // A document of nobody must not be passed over by everybody: the first company says so.
  const isNobodys = company === undefined || company === null;
  if (!isNobodys || unit !== configuredUnits.toSorted()[0]) return [];
  return transfer.evaluate(run.scene, record).length > 0 ? "unclear" : [];
}

/** True when a later run has to look at it again. Whatever goes wrong with one document stays with it. */
async function takeDocument(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  evaluation: Own | ReadFault,
): Promise<boolean> {
  const whole = { id: run.idOf(transfer.from, record), label: run.labelOf(transfer.from, record) };
  if (evaluation instanceof ReadFault) return failed(run, transfer, whole, record, evaluation);
  if (evaluation === "unclear") {
    const said = run.standard("unit-unclear", { record: whole.label }, transfer.span);
    await run.books.refuse(transfer, whole, [said], record);
    return true;
  }
  let open = false;
  for (const one of evaluation) {
    try {
      if ((await takeItem(run, transfer, record, one)) === "open") open = true;
    } catch (thrown) {
      if (await failed(run, transfer, one.item, record, thrown)) open = true;
    }
  }
  return open;
}

/** A read that failed on the way: the document waits for a system that is busy, and is refused for anything else. */
async function failed(
  run: FlowRun,
  transfer: CompiledTransfer,
  item: ItemName,
  record: RecordValue,
  thrown: unknown,
): Promise<boolean> {
  const fault = run.trouble.ofRecord(thrown);
  if (fault.kind === "later") await run.books.wait(transfer, item, `${fault.system}: ${fault.message}`);
  else await run.books.refuse(transfer, item, [saidOfReadFault(fault, transfer.span)], record);
  return true;
}

async function takeItem(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  evaluation: Evaluation,
): Promise<Settled> {
  run.books.taken(transfer.name);
  const { item } = evaluation;
  if (evaluation.kind === "skipped") {
    await run.books.skip(transfer, item, evaluation.said);
    return "done";
  }
  if (evaluation.kind === "waiting") return waitFor(run, transfer, item, "");
  if (evaluation.kind === "refused") return giveUp(run, transfer, record, item, evaluation.said);
  const undone = await undoneBefore(run, transfer, record, item);
  if (undone.refused !== undefined) {
    await run.books.refuse(transfer, item, [undone.refused], record);
    return "open";
  }
  if (run.planning) {
    await planItem(run, transfer, record, evaluation, undone.generation);
    return "done";
  }
  const { outcome, generation } = await make(run, transfer, record, evaluation, undone.generation);
  if (outcome.kind !== "confirmed")
    return unsettled(run, transfer, record, item, transfer.to.system, transfer.span, outcome);
  run.trouble.arrived();
  return followUp(run, transfer, record, item, { ...outcome, generation });
}

/**
 * Makes the document. One that was carried to the end, was taken away on the other side since and is set to be
 * transferred once more, is made as another one.
 */
async function make(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  ready: Ready,
  first: string,
): Promise<{ readonly outcome: EffectOutcome; readonly generation: string }> {
  for (let generation = first; ; ) {
    const effect = creation(run, transfer, record, ready, generation);
    const outcome = await takeEffect(effect, run.effectContext());
    if (outcome.kind !== "confirmed" || outcome.by !== "remembered" || !leavesTheList(transfer))
      return { outcome, generation };
    const before = await run.store.records.get(run.scope, transfer.name, ready.item.id);
    if (before?.state !== "done" && before?.state !== "watched") return { outcome, generation };
    if (!(await run.isGone(transfer.to, outcome.id, effect.key))) {
      await tellUncarried(run, transfer, ready, effect, outcome.id);
      return { outcome, generation };
    }
    generation = `${generation} after ${outcome.id}`;
  }
}

/** What has become of the document since it was carried stays where it is: that is to be known. */
async function tellUncarried(
  run: FlowRun,
  transfer: CompiledTransfer,
  ready: Ready,
  effect: Effect,
  target: string,
): Promise<void> {
  const intent = await run.store.intents.get(effect.key);
  if (intent === undefined || intent.body === canonicalJson(ready.body)) return;
  const said = run.standard("transferred-before", { record: ready.item.label, target }, transfer.span);
  run.books.log(transfer, ready.item, "warning", said.code, said.text, said.advice, target);
}

/**
 * A document that was taken out again because it was not what it should be. Unchanged it stays refused, with what was
 * said of it; changed, or when somebody said retry, it is made again as a document of its own.
 */
async function undoneBefore(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
): Promise<{ readonly generation: string; readonly refused: Said | undefined }> {
  const never = { generation: "", refused: undefined };
  if (!transfer.steps.some((step) => step.name === "verify")) return never;
  const intents = await run.store.intents.bySource(run.scope, transfer.name, item.id);
  const times = intents.filter(({ step, state }) => step === undoOf(transfer) && state === "confirmed").length;
  if (times === 0) return never;
  const generation = ` again ${times}`;
  const before = await run.store.records.get(run.scope, transfer.name, item.id);
  if (before?.state !== "refused" || before.sourceHash !== stableHash(record))
    return { generation, refused: undefined };
  return { generation, refused: remembered(before, transfer.span) };
}

function undoOf(transfer: CompiledTransfer): string {
  return `undo ${transfer.to.system}/${transfer.to.kind}`;
}

/** What was said of a record when it was refused. */
function remembered({ code, message, advice }: RecordState, span: Span): Said {
  return { code: code ?? "refused", text: message ?? "", advice, facts: {}, span };
}

/** An effect that is not confirmed: refused by the other side, or to be looked at again by a later run. */
function unsettled(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  system: string,
  span: Span,
  outcome: Exclude<EffectOutcome, Confirmed>,
): Promise<"open"> {
  const trouble = run.trouble.of(outcome, system, span, item.label);
  return trouble.kind === "waiting"
    ? waitFor(run, transfer, item, trouble.reason)
    : giveUp(run, transfer, record, item, trouble.said);
}

async function waitFor(run: FlowRun, transfer: CompiledTransfer, item: ItemName, reason: string): Promise<"open"> {
  await run.books.wait(transfer, item, reason);
  return "open";
}

function isWatched(run: FlowRun, transfer: CompiledTransfer): boolean {
  return run.job.integration.flows.some(({ flow }) => flow.kind === "follow" && flow.of.includes(transfer.name));
}

/** `generation`: which making of the document it is; empty for the first. */
function creation(
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
    step: `create ${transfer.to.system}/${transfer.to.kind}`,
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

/** The steps after the document itself, in order. A step that is not settled yet holds back those after it. */
async function followUp(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  carried: Carried,
): Promise<Settled> {
  let made = carried.record;
  let isNoted = false;
  const note = async (): Promise<void> => {
    if (!isNoted) await run.books.transferred(transfer, item, carried.id, carried.by, isWatched(run, transfer));
    isNoted = true;
  };
  if (carried.by !== "created" && transfer.steps.some((step) => step.readsMade))
    made = (await run.system(transfer.to).read(transfer.to.kind, carried.id)) ?? made;
  for (const step of transfer.steps) {
    const evaluated = await run.evaluateOne((scene) => transfer.evaluateStep(scene, record, item.id, made, step.index));
    if (evaluated instanceof ReadFault) throw evaluated;
    // Once its source has moved on, no later run meets the document again: what is to be remembered of it goes before.
    if (step.name === "write back" && evaluated.length > 0) await note();
    for (const one of evaluated) {
      const settled = await takeStep(run, transfer, record, item, carried, one);
      if (settled !== "done") return "open";
    }
  }
  await note();
  return "done";
}

async function takeStep(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  { id: madeId, generation }: Carried,
  step: StepEvaluation,
): Promise<Settled> {
  if (step.kind === "refused") return giveUp(run, transfer, record, item, step.said);
  if (step.kind === "failed") return failedVerification(run, transfer, record, item, madeId, step);
  const outcome = await (step.kind === "write-back"
    ? writeBack(run, transfer, record, item, step.body, step.identity)
    : writeStep(run, transfer, item, generation, step));
  if (outcome.kind === "confirmed") return "done";
  const system = step.kind === "write-back" ? transfer.from.system : step.to.system;
  return unsettled(run, transfer, record, item, system, step.step.span, outcome);
}

function writeStep(
  run: FlowRun,
  transfer: CompiledTransfer,
  item: ItemName,
  generation: string,
  step: Extract<StepEvaluation, { kind: "write" }>,
): Promise<EffectOutcome> {
  const system = run.system(step.to);
  const { recognise } = step;
  return takeEffect(
    {
      // The identity names the document too, unless `once for` says that several share the step.
      key: run.effectKey(transfer.name, nameOf(transfer, step.step), `${step.identity}${generation}`),
      scope: run.scope,
      flow: transfer.name,
      source: item.id,
      step: `${step.step.name} ${step.identity}`,
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

/** A step's name, told apart from an earlier step of the same name. */
function nameOf({ steps }: CompiledTransfer, { name, index }: CompiledStep): string {
  const earlier = steps.filter((step) => step.name === name && step.index < index).length;
  return earlier === 0 ? name : `${name} ${earlier + 1}`;
}

/** The searched fields with the values that were sent. */
function sameFields(searched: RecordValue, frozen: RecordValue): RecordValue {
  return Object.fromEntries(Object.keys(searched).map((path) => [path, fieldOf(frozen, path)]));
}

function writeBack(
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
      step: `write back ${identity}`,
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

/** The document was made and is not what it should be: taken out again, refused, or only noted. */
async function failedVerification(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  madeId: string,
  step: Extract<StepEvaluation, { kind: "failed" }>,
): Promise<Settled> {
  if (step.otherwise === "warn") {
    run.books.log(transfer, item, "warning", step.said.code, step.said.text, step.said.advice, madeId);
    return "done";
  }
  if (step.otherwise === "undo") {
    const outcome = await takeEffect(
      {
        key: run.effectKey(transfer.name, item.id, `undo ${madeId}`),
        scope: run.scope,
        flow: transfer.name,
        source: item.id,
        step: undoOf(transfer),
        system: run.system(transfer.to),
        request: { kind: transfer.to.kind, operation: "undo", id: madeId, body: {} },
        search: undefined,
        idempotent: true,
        idOf: () => madeId,
      },
      run.effectContext(),
    );
    if (outcome.kind !== "confirmed")
      return unsettled(run, transfer, record, item, transfer.to.system, step.step.span, outcome);
  }
  return giveUp(run, transfer, record, item, [step.said]);
}

async function giveUp(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  said: readonly Said[],
): Promise<"open"> {
  if (isWaiting(said)) return waitFor(run, transfer, item, said[0]?.text ?? "");
  await refuseItem(run, transfer, record, item, said);
  return "open";
}

/** An error in the log; and the error status on the source, where the integration has one. */
async function refuseItem(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  said: readonly Said[],
): Promise<void> {
  await run.books.refuse(transfer, item, said, record);
  const { onError } = transfer;
  if (run.planning || onError === undefined) return;
  const body = await run.evaluateOne((scene) => onError(scene, record, item.id));
  if (body === undefined || body instanceof ReadFault) return;
  const outcome = await writeBack(run, transfer, record, item, body, "on error");
  if (outcome.kind !== "confirmed") run.trouble.of(outcome, transfer.from.system, transfer.span, item.label);
}

async function planItem(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  ready: Ready,
  generation: string,
): Promise<void> {
  const to = `${transfer.to.system}/${transfer.to.kind}`;
  const base = { flow: transfer.name, record: ready.item.id, label: ready.item.label, before: undefined, said: [] };
  const effect = creation(run, transfer, record, ready, generation);
  const known = await run.store.intents.get(effect.key);
  const said = await knownRefusal(run, transfer, record, ready, effect);
  if (said !== undefined) {
    const nothing = { target: known?.targetId, body: undefined, lineage: [] };
    run.planned.add({ ...base, action: "refuse", to, ...nothing, said });
    return;
  }
  if (known?.state === "confirmed") {
    const movesOn = transfer.steps.some((step) => step.name === "write back");
    const back = `${transfer.from.system}/${transfer.from.kind}`;
    run.planned.add({
      ...base,
      action: movesOn ? "write back" : "nothing",
      to: movesOn ? back : to,
      target: known.targetId,
      body: undefined,
      lineage: [],
    });
    return;
  }
  if (known !== undefined && (known.state === "sending" || known.state === "uncertain")) {
    run.planned.add({ ...base, action: "wait", to, target: undefined, body: ready.body, lineage: ready.lineage });
    return;
  }
  run.planned.add({ ...base, action: "create", to, target: undefined, body: ready.body, lineage: ready.lineage });
  for (const step of transfer.steps) {
    const may = await run.evaluateOne((scene) => transfer.mayApply(scene, record, ready.item.id, step.index));
    if (may === false) continue;
    run.planned.add({
      ...base,
      action: step.name === "write back" ? "write back" : "step",
      to: step.name,
      target: undefined,
      body: undefined,
      lineage: [],
    });
  }
}

/** What the run would say of it again: the other side's refusal, or a step that was refused after the document was made. */
async function knownRefusal(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  ready: Ready,
  effect: Effect,
): Promise<readonly Said[] | undefined> {
  const { system } = transfer.to;
  const refusal = await refusalOf(effect, run.effectContext());
  if (refusal !== undefined) return saidOfFaults(run.job.integration, system, refusal.faults, transfer.span);
  const known = await run.store.intents.get(effect.key);
  const before = await run.store.records.get(run.scope, transfer.name, ready.item.id);
  const isAsBefore = before?.state === "refused" && before.sourceHash === stableHash(record);
  return known?.state === "confirmed" && isAsBefore ? [remembered(before, transfer.span)] : undefined;
}
