import type { CompiledTransfer, Evaluation } from "../../compile/compiled.ts";
import { type ListQuery, ReadFault } from "../../connector/operations.ts";
import { type Expected, nothingExpected } from "../../http/child-lists.ts";
import { inParallelAsTheyCome } from "../../http/parallel.ts";
import type { RecordValue } from "../../value/value.ts";
import { systemOf } from "../base/job.ts";
import { notDue } from "../base/left-out.ts";
import { idOf, nameOf } from "../base/names.ts";
import { saidStandard } from "../base/said.ts";
import { type Run, untilStopped } from "../flow-run/open-run.ts";
import { isApproved } from "../flow-run/rehearse.ts";
import { asListed, leftOpen, listQuery, named } from "../flow-run/source-list.ts";
import { evaluateAll } from "../world/evaluate.ts";
import { isWatched, leavesTheList } from "./afterwards.ts";
import { carryItem } from "./carry-item.ts";
import { closeItem, notRead } from "./close-item.ts";
import type { Item } from "./item.ts";
import { settleMoved } from "./settle-moved.ts";

/** Documents evaluated together: their look-ups go out in batches, and only their child records stay in memory. */
const WINDOW = 5_000;
/** Documents of a window that are worked out while those before are carried, so that what was made of them is not kept for long. */
const PART = 250;
/** Listing may start over after each window. */
const WINDOWS_MAX = 1_000;

/** Carries every document that is to be carried: listed, evaluated, and taken item by item. */
export async function carryDocuments(run: Run, transfer: CompiledTransfer): Promise<void> {
  const { selection } = run;
  switch (selection.kind) {
    case "due":
      return carryDue(run, transfer);
    case "since":
      return carryList(run, transfer, selection.since, new Set());
    case "named":
      return carryAgain(run, transfer, named(run, transfer, selection.records.get(transfer.name) ?? [], WINDOW));
  }
}

async function carryDue(run: Run, transfer: CompiledTransfer): Promise<void> {
  if (!leavesTheList(transfer)) return carryChanged(run, transfer);
  const listed = new Set<string>();
  await carryList(run, transfer, undefined, listed);
  await settleMoved(run, transfer, listed, isWatched(run, transfer));
}

/** Documents whose transfer does not move them out of the list are taken in by their changes, and all of them once a day. */
async function carryChanged(run: Run, transfer: CompiledTransfer): Promise<void> {
  const startedAt = run.job.clock.now();
  const seen = new Set<string>();
  await carryAgain(run, transfer, leftOpen(run, transfer, WINDOW), (id) => seen.add(id));
  if (run.stopping()) return;
  const full = await run.watermarks.isFullPassDue(transfer.name);
  const since = full ? undefined : await run.watermarks.changedSince(transfer.name);
  await carryList(run, transfer, since, seen);
  if (!run.planning && !run.stopping()) await run.watermarks.advance(transfer.name, startedAt, full);
}

/** Documents that were read by their ids. */
async function carryAgain(
  run: Run,
  transfer: CompiledTransfer,
  windows: AsyncIterable<ReadonlyMap<string, RecordValue>>,
  note: (id: string) => void = () => {},
): Promise<void> {
  for await (const again of windows) {
    for (const id of again.keys()) note(id);
    await takeWindow(
      run,
      transfer,
      [...again.values()].map((record) => asListed(transfer, record)),
    );
    if (run.stopping()) return;
  }
}

async function carryList(
  run: Run,
  transfer: CompiledTransfer,
  since: string | undefined,
  seen: Set<string>,
): Promise<void> {
  const query = await listQuery(run, transfer, since);
  const { from } = transfer;
  const expected = systemOf(run.job, from).expect?.(from.kind) ?? nothingExpected;
  try {
    for await (const documents of windowsOf(run, transfer, query, seen, expected)) {
      await takeWindow(run, transfer, documents);
      if (run.stopping()) return;
    }
  } finally {
    expected.end();
  }
}

/**
 * The documents of the list, a window at a time, each as it stands when its window comes. Where there are more than one window
 * holds, the list is read to its end first, only to know whose children will be asked for.
 */
async function* windowsOf(
  run: Run,
  transfer: CompiledTransfer,
  query: ListQuery,
  seen: Set<string>,
  expected: Expected,
): AsyncGenerator<RecordValue[]> {
  const { from } = transfer;
  const listAnew = () => systemOf(run.job, from).pages(from.kind, query)[Symbol.asyncIterator]();
  let pages = listAnew();
  for (let window = 0; window < WINDOWS_MAX; window++) {
    const { documents, isLast } = await listWindow(run, transfer, pages, seen);
    const looksAhead = window === 0 && !isLast && expected.isOfUse;
    if (looksAhead) await lookAhead(run, pages, expected);
    if (documents.length > 0) yield documents;
    if (isLast || run.stopping()) break;
    // What has moved on has left the list, and its pages with it.
    if (!looksAhead && (run.planning || !leavesTheList(transfer))) continue;
    await pages.return?.();
    pages = listAnew();
  }
  await pages.return?.();
}

type Pages = AsyncIterator<readonly RecordValue[]>;

async function listWindow(
  run: Run,
  transfer: CompiledTransfer,
  pages: Pages,
  seen: Set<string>,
): Promise<{ readonly documents: RecordValue[]; readonly isLast: boolean }> {
  const documents: RecordValue[] = [];
  while (documents.length < WINDOW && !run.stopping()) {
    const page = await pages.next();
    if (page.done) return { documents, isLast: true };
    for (const record of page.value) {
      const id = idOf(run.job, transfer.from, record);
      if (seen.has(id)) continue;
      seen.add(id);
      documents.push(record);
    }
    run.job.progress({ flow: transfer.name, phase: "listing", taken: documents.length });
  }
  return { documents, isLast: false };
}

async function lookAhead(run: Run, pages: Pages, expected: Expected): Promise<void> {
  while (!run.stopping()) {
    const page = await pages.next();
    if (page.done) return;
    expected.add(page.value);
  }
}

/** A source record, and what its transfer makes of it; `unclear`: whose it is. */
interface Evaluated {
  readonly record: RecordValue;
  readonly evaluation: readonly Evaluation[] | "unclear" | ReadFault;
}

/** Takes the documents out of the list that it is given, so that none is kept when it has been carried. */
async function takeWindow(run: Run, transfer: CompiledTransfer, documents: RecordValue[]): Promise<void> {
  const { world } = run.scene;
  const nextPart = async (): Promise<readonly Evaluated[] | undefined> =>
    documents.length === 0 || run.stopping() ? undefined : evaluatePart(run, transfer, documents);
  const take = untilStopped(run, async ({ record, evaluation }: Evaluated) => {
    const open = await takeDocument(run, transfer, record, evaluation);
    if (open !== undefined && !leavesTheList(transfer))
      await run.watermarks.noteOpen(transfer, idOf(run.job, transfer.from, record), open);
    world.forgetRelationsOf(record);
  });
  await inParallelAsTheyCome(nextPart, run.job.concurrency, take);
  world.forgetRelations();
}

/** The child records of those that come later are fetched in the same lists. */
async function evaluatePart(
  run: Run,
  transfer: CompiledTransfer,
  window: RecordValue[],
): Promise<readonly Evaluated[]> {
  const part = window.splice(0, PART);
  const evaluations = await evaluateAll(run.scene.world, part, (record) => evaluateOwn(run, transfer, record), window);
  return evaluations.map((evaluation, index) => ({ evaluation, record: part[index] as RecordValue }));
}

/** With several companies, a document goes through the connection of its own company only. */
function evaluateOwn(run: Run, transfer: CompiledTransfer, record: RecordValue): readonly Evaluation[] | "unclear" {
  const { unit, configuredUnits } = run.job;
  if (transfer.company === undefined || unit === undefined) return transfer.evaluate(run.scene, record);
  const company = transfer.company(run.scene, record);
  if (company === unit) return transfer.evaluate(run.scene, record);
  // A document of nobody must not be passed over by everybody: the first company says so.
  const isNobodys = company === undefined || company === null;
  if (!isNobodys || unit !== configuredUnits.toSorted()[0]) return [];
  return transfer.evaluate(run.scene, record).length > 0 ? "unclear" : [];
}

/** True when a later run has to look at it again; undefined when all of it is left as it was. */
async function takeDocument(
  run: Run,
  transfer: CompiledTransfer,
  record: RecordValue,
  evaluation: Evaluated["evaluation"],
): Promise<boolean | undefined> {
  if (evaluation === "unclear" || evaluation instanceof ReadFault) {
    const item: Item = { transfer, record, ...nameOf(run.job, transfer.from, record) };
    const again = (rehearsal: Run) => takeDocument(rehearsal, transfer, record, evaluation);
    if (!(await isApproved(run, transfer, item, again))) return undefined;
    if (evaluation !== "unclear") return closeItem(run, item, notRead(run, item, evaluation));
    const said = saidStandard("unit-unclear", { record: item.label }, transfer.span);
    return closeItem(run, item, { kind: "set-aside", said });
  }
  if (evaluation.length === 0 && run.selection.kind === "named") {
    const { id, label } = nameOf(run.job, transfer.from, record);
    run.leftOut.push(notDue(transfer.name, id, label));
  }
  const carried: (boolean | undefined)[] = [];
  for (const one of evaluation) carried.push(await carryItem(run, transfer, record, one));
  // What was left out may be open still.
  if (carried.length > 0 && carried.includes(undefined)) return undefined;
  return carried.includes(true);
}
