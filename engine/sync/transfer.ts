import type { CompiledTransfer, Evaluation, ItemName, Said, StepEvaluation } from "../compile/compiled.ts";
import { ReadFault } from "../connector/operations.ts";
import type { Span } from "../source/span.ts";
import { stableHash } from "../value/hash.ts";
import type { RecordValue } from "../value/value.ts";
import { type EffectOutcome, takeEffect } from "./effect.ts";
import type { FlowRun } from "./flow-run.ts";
import { fieldOf } from "./job.ts";
import { saidOfReadFault } from "./said.ts";

/** Documents evaluated together: their look-ups go out in batches, and only their child records stay in memory. */
const WINDOW = 5_000;
/** Listing starts over after each window, since documents that moved on have left the list. */
const WINDOWS_MAX = 1_000;

type Ready = Extract<Evaluation, { kind: "ready" }>;
/** Open: a later run has to look at it again, though the document may not change. */
type Settled = "done" | "open";
type Confirmed = Extract<EffectOutcome, { kind: "confirmed" }>;

/** Carries every document that is to be carried: listed, evaluated, sent once, followed up, logged. */
export async function runTransfer(run: FlowRun, transfer: CompiledTransfer): Promise<void> {
  const leavesTheList = transfer.steps.some((step) => step.name === "write back");
  if (leavesTheList) await carryList(run, transfer, undefined);
  else await carryChanged(run, transfer);
}

/** Documents whose transfer does not move them out of the list are taken in by their changes, and all of them once a day. */
async function carryChanged(run: FlowRun, transfer: CompiledTransfer): Promise<void> {
  const startedAt = run.job.clock.now();
  const open = [...(await run.store.memory.all(run.scope, `open ${transfer.name}`)).keys()];
  const again = await run.system(transfer.from).readMany(transfer.from.kind, open);
  if (again.size > 0) await takeWindow(run, transfer, [...again.values()]);
  const full = await run.isFullPassDue(transfer.name);
  const since = full ? undefined : await run.changedSince(transfer.name);
  await carryList(run, transfer, since);
  if (!run.planning && !run.stopping()) await run.advance(transfer.name, startedAt, full);
}

async function carryList(run: FlowRun, transfer: CompiledTransfer, since: string | undefined): Promise<void> {
  const seen = new Set<string>();
  for (let window = 0; window < WINDOWS_MAX; window++) {
    const documents = await listWindow(run, transfer, since, seen);
    if (documents.length === 0) return;
    await takeWindow(run, transfer, documents);
    run.world.forgetRelations();
    if (run.stopping()) return;
  }
}

async function listWindow(
  run: FlowRun,
  transfer: CompiledTransfer,
  since: string | undefined,
  seen: Set<string>,
): Promise<readonly RecordValue[]> {
  const documents: RecordValue[] = [];
  const query = {
    where: transfer.listFilter(run.scene),
    ...(since === undefined ? {} : { changedSince: since }),
    ...(transfer.keep === undefined ? {} : { keep: transfer.keep }),
  };
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

async function takeWindow(run: FlowRun, transfer: CompiledTransfer, documents: readonly RecordValue[]): Promise<void> {
  const evaluations = await run.evaluateAll(documents, (record) =>
    isOurs(run, transfer, record) ? transfer.evaluate(run.scene, record) : [],
  );
  const tasks = evaluations.map((evaluation, index) => ({ evaluation, record: documents[index] as RecordValue }));
  await run.parallel(tasks, async ({ evaluation, record }) => {
    const id = run.idOf(transfer.from, record);
    if (evaluation instanceof ReadFault) {
      await run.refuse(
        transfer,
        { id, label: run.labelOf(transfer.from, record) },
        [saidOfReadFault(evaluation, transfer.span)],
        record,
      );
      return run.noteOpen(transfer, id, true);
    }
    let open = false;
    for (const one of evaluation) if ((await takeItem(run, transfer, record, one)) === "open") open = true;
    await run.noteOpen(transfer, id, open);
  });
}

/** With several companies, a document goes through the connection of its own company only. */
function isOurs(run: FlowRun, transfer: CompiledTransfer, record: RecordValue): boolean {
  if (transfer.company === undefined || run.job.unit === undefined) return true;
  const company = transfer.company(run.scene, record);
  return company === run.job.unit;
}

async function takeItem(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  evaluation: Evaluation,
): Promise<Settled> {
  run.taken(transfer.name);
  const { item } = evaluation;
  if (evaluation.kind === "skipped") {
    await run.skip(transfer, item, evaluation.said);
    return "done";
  }
  if (evaluation.kind === "waiting") return waitFor(run, transfer, item, "");
  if (evaluation.kind === "refused") return giveUp(run, transfer, record, item, evaluation.said);
  if (run.planning) {
    await planItem(run, transfer, record, evaluation);
    return "done";
  }
  const outcome = await send(run, transfer, record, evaluation);
  if (outcome.kind !== "confirmed")
    return unsettled(run, transfer, record, item, transfer.to.system, transfer.span, outcome);
  const followed = await followUp(run, transfer, record, item, outcome);
  if (followed === "done") await run.transferred(transfer, item, outcome.id, outcome.by, isWatched(run, transfer));
  return followed;
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
  const trouble = run.troubleOf(outcome, system, span, item.label);
  return trouble.kind === "waiting"
    ? waitFor(run, transfer, item, trouble.reason)
    : giveUp(run, transfer, record, item, trouble.said);
}

async function waitFor(run: FlowRun, transfer: CompiledTransfer, item: ItemName, reason: string): Promise<"open"> {
  await run.wait(transfer, item, reason);
  return "open";
}

function isWatched(run: FlowRun, transfer: CompiledTransfer): boolean {
  return run.job.integration.flows.some(({ flow }) => flow.kind === "follow" && flow.of.includes(transfer.name));
}

function send(run: FlowRun, transfer: CompiledTransfer, record: RecordValue, ready: Ready): Promise<EffectOutcome> {
  const system = run.system(transfer.to);
  return takeEffect(
    {
      key: run.effectKey(transfer.name, ready.item.id, "create"),
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
    },
    run.effectContext(),
  );
}

/** The steps after the document itself, in order. A step that is not settled yet holds back those after it. */
async function followUp(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  confirmed: Confirmed,
): Promise<Settled> {
  let made = confirmed.record;
  const needsWhole = transfer.steps.some((step) => step.name !== "write back");
  if (needsWhole && confirmed.by !== "created")
    made = (await run.system(transfer.to).read(transfer.to.kind, confirmed.id)) ?? made;
  for (const step of transfer.steps) {
    const evaluated = await run.evaluateOne((scene) => transfer.evaluateStep(scene, record, item.id, made, step.index));
    if (evaluated instanceof ReadFault) {
      await run.refuse(transfer, item, [saidOfReadFault(evaluated, step.span)], record);
      return "open";
    }
    for (const one of evaluated) {
      const settled = await takeStep(run, transfer, record, item, confirmed.id, one);
      if (settled !== "done") return "open";
    }
  }
  return "done";
}

async function takeStep(
  run: FlowRun,
  transfer: CompiledTransfer,
  record: RecordValue,
  item: ItemName,
  madeId: string,
  step: StepEvaluation,
): Promise<Settled> {
  if (step.kind === "refused") return giveUp(run, transfer, record, item, step.said);
  if (step.kind === "failed") return failedVerification(run, transfer, record, item, madeId, step);
  const outcome = await (step.kind === "write-back"
    ? writeBack(run, transfer, record, item, step.body, step.identity)
    : writeStep(run, transfer, item, step));
  if (outcome.kind === "confirmed") return "done";
  const system = step.kind === "write-back" ? transfer.from.system : step.to.system;
  return unsettled(run, transfer, record, item, system, step.step.span, outcome);
}

function writeStep(
  run: FlowRun,
  transfer: CompiledTransfer,
  item: ItemName,
  step: Extract<StepEvaluation, { kind: "write" }>,
): Promise<EffectOutcome> {
  const system = run.system(step.to);
  const { recognise } = step;
  return takeEffect(
    {
      key: run.effectKey(transfer.name, item.id, `${step.step.index} ${step.identity}`),
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
      // The document's own state is part of the name: set to be transferred again, it is moved on again.
      key: run.effectKey(transfer.name, item.id, `write back ${identity} ${stableHash([body, record])}`),
      scope: run.scope,
      flow: transfer.name,
      source: item.id,
      step: `write back ${identity}`,
      system: run.system(transfer.from),
      request: { kind: transfer.from.kind, operation: "update", id: run.idOf(transfer.from, record), body },
      search: undefined,
      idempotent: true,
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
    run.log(transfer, item, "warning", step.said.code, step.said.text, step.said.advice, madeId);
    return "done";
  }
  if (step.otherwise === "undo") {
    const outcome = await takeEffect(
      {
        key: run.effectKey(transfer.name, item.id, `undo ${madeId}`),
        scope: run.scope,
        flow: transfer.name,
        source: item.id,
        step: `undo ${transfer.to.system}/${transfer.to.kind}`,
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
  await run.refuse(transfer, item, said, record);
  const { onError } = transfer;
  if (run.planning || onError === undefined) return;
  const body = await run.evaluateOne((scene) => onError(scene, record, item.id));
  if (body === undefined || body instanceof ReadFault) return;
  const outcome = await writeBack(run, transfer, record, item, body, "on error");
  if (outcome.kind !== "confirmed") run.troubleOf(outcome, transfer.from.system, transfer.span, item.label);
}

async function planItem(run: FlowRun, transfer: CompiledTransfer, record: RecordValue, ready: Ready): Promise<void> {
  const to = `${transfer.to.system}/${transfer.to.kind}`;
  const base = { flow: transfer.name, record: ready.item.id, label: ready.item.label, before: undefined, said: [] };
  const known = (await run.store.intents.bySource(run.scope, transfer.name, ready.item.id)).find(
    (intent) => intent.step === `create ${to}`,
  );
  const before = await run.store.records.get(run.scope, transfer.name, ready.item.id);
  if (known !== undefined && before?.state === "refused" && before.sourceHash === stableHash(record)) {
    const said = {
      code: before.code ?? "refused",
      text: before.message ?? "",
      advice: before.advice,
      facts: {},
      span: transfer.span,
    };
    run.planned.push({
      ...base,
      action: "refuse",
      to,
      target: known.targetId,
      body: undefined,
      lineage: [],
      said: [said],
    });
    return;
  }
  if (known?.state === "confirmed") {
    const movesOn = transfer.steps.some((step) => step.name === "write back");
    const back = `${transfer.from.system}/${transfer.from.kind}`;
    run.planned.push({
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
    run.planned.push({ ...base, action: "wait", to, target: undefined, body: ready.body, lineage: ready.lineage });
    return;
  }
  run.planned.push({ ...base, action: "create", to, target: undefined, body: ready.body, lineage: ready.lineage });
  for (const step of transfer.steps) {
    run.planned.push({
      ...base,
      action: step.name === "write back" ? "write back" : "step",
      to: step.name,
      target: undefined,
      body: undefined,
      lineage: [],
    });
  }
}
