import chunk from "lodash-es/chunk.js";
import type { CompiledTransfer, Evaluation, ItemName } from "../../compile/compiled.ts";
import { type ListQuery, ReadFault } from "../../connector/operations.ts";
import type { RecordValue } from "../../value/value.ts";
import type { FlowRun } from "../flow-run.ts";
import { listQuery } from "../list-query.ts";
import { saidOfReadFault } from "../said.ts";
import { takeItem } from "./item.ts";
import { settleMoved } from "./settle-moved.ts";
import { isWatched, leavesTheList } from "./steps.ts";

/** Documents evaluated together: their look-ups go out in batches, and only their child records stay in memory. */
const WINDOW = 5_000;
/** Documents of a window that are worked out while those before are carried, so that what was made of them is not kept for long. */
const PART = 250;
/** Listing starts over after each window, since documents that moved on have left the list. */
const WINDOWS_MAX = 1_000;

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
  seen: Set<string>,
): Promise<void> {
  const query = await listQuery(run, transfer, since);
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
  if (evaluation instanceof ReadFault || evaluation === "unclear") {
    const whole = { id: run.idOf(transfer.from, record), label: run.labelOf(transfer.from, record) };
    if (evaluation instanceof ReadFault) return failed(run, transfer, whole, record, evaluation);
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
