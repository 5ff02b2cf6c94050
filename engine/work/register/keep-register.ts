import type { CompiledRegister, RegisterEvaluation, Said } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import { inParallel } from "../../http/parallel.ts";
import type { RecordValue } from "../../value/value.ts";
import { systemOf } from "../base/job.ts";
import { idOf, nameOf } from "../base/names.ts";
import { saidOfReadFault, setbackOf } from "../base/said.ts";
import { type Run, untilStopped } from "../flow-run/open-run.ts";
import { isApproved } from "../flow-run/rehearse.ts";
import { leftOpen, listQuery, named } from "../flow-run/source-list.ts";
import { evaluateAll } from "../world/evaluate.ts";
import { carryOut, type RecordOutcome } from "./carry-out.ts";
import { decide } from "./decide.ts";
import { planRecord } from "./plan-record.ts";

/** Records that are read again together. */
const PAGE = 100;

/**
 * A register of its own: first the records that were refused or waiting, then what changed since the last complete
 * run, page by page; once a day everything, for changes that have no date and for pages that moved while they were
 * read. The watermark moves on past records that are open, since they are looked at again by themselves.
 */
export async function keepRegister(run: Run, register: CompiledRegister): Promise<void> {
  const { selection } = run;
  switch (selection.kind) {
    case "due":
      return keepDue(run, register);
    case "since":
      return void (await takeList(run, register, selection.since));
    case "named":
      return takeAgain(run, register, named(run, register, selection.records.get(register.name) ?? [], PAGE));
  }
}

async function keepDue(run: Run, register: CompiledRegister): Promise<void> {
  await takeAgain(run, register, leftOpen(run, register, PAGE));
  if (run.stopping()) return;
  const full = await run.watermarks.isFullPassDue(register.name);
  const since = full ? undefined : await run.watermarks.changedSince(register.name);
  const startedAt = run.job.clock.now();
  await takeList(run, register, since);
  if (!run.planning && !run.stopping()) await run.watermarks.advance(register.name, startedAt, full);
}

/** Records that were read by their ids. */
async function takeAgain(
  run: Run,
  register: CompiledRegister,
  pages: AsyncIterable<ReadonlyMap<string, RecordValue>>,
): Promise<void> {
  for await (const again of pages) {
    await takePage(run, register, [...again.values()]);
    if (run.stopping()) return;
  }
}

async function takeList(run: Run, register: CompiledRegister, since: string | undefined): Promise<void> {
  const query = await listQuery(run, register, since);
  for await (const page of systemOf(run.job, register.from).pages(register.from.kind, query)) {
    await takePage(run, register, page);
    if (run.stopping()) return;
  }
}

async function takePage(run: Run, register: CompiledRegister, page: readonly RecordValue[]): Promise<void> {
  const { scene } = run;
  const evaluations = await evaluateAll(scene.world, page, (record) => register.evaluate(scene, record));
  const evaluated = evaluations.map((evaluation, index) => ({ evaluation, record: page[index] as RecordValue }));
  const take = untilStopped(run, async ({ evaluation, record }: (typeof evaluated)[number]) => {
    const open = await takeRecord(run, register, record, evaluation);
    if (open !== undefined) await run.watermarks.noteOpen(register, idOf(run.job, register.from, record), open);
  });
  await inParallel(evaluated, run.job.concurrency, take);
  scene.world.forgetRelations();
}

/** Of a record that a plan has spoken of there is nothing to enter into the books. */
type TakenOutcome =
  | Exclude<RecordOutcome, { kind: "passed" }>
  | { readonly kind: "passed"; readonly said: Said | undefined }
  | { readonly kind: "planned" };

/** True when a later run has to look at it again, though the record may not change; undefined when it is left as it was. */
async function takeRecord(
  run: Run,
  register: CompiledRegister,
  record: RecordValue,
  evaluation: RegisterEvaluation | ReadFault,
): Promise<boolean | undefined> {
  const item = evaluation instanceof ReadFault ? nameOf(run.job, register.from, record) : evaluation.item;
  if (!(await isApproved(run, register, item, (rehearsal) => takeRecord(rehearsal, register, record, evaluation))))
    return undefined;
  run.books.taken(register.name);
  const outcome = await outcomeOf(run, register, record, evaluation);
  switch (outcome.kind) {
    case "linked":
      await run.books.linked(register, item, outcome);
      return false;
    case "passed":
      await run.books.skip(register, item, outcome.said);
      return false;
    case "planned":
      return false;
    case "waiting":
      await run.books.wait(register, item, outcome.reason);
      return true;
    case "refused":
      await run.books.refuse(register, item, outcome.said, record);
      return true;
  }
}

/** Whatever goes wrong with one record stays with it. */
async function outcomeOf(
  run: Run,
  register: CompiledRegister,
  record: RecordValue,
  evaluation: RegisterEvaluation | ReadFault,
): Promise<TakenOutcome> {
  try {
    if (evaluation instanceof ReadFault) throw evaluation;
    const outcome = await takeEvaluated(run, register, record, evaluation);
    return outcome.kind === "refused" ? setbackOf(outcome.said) : outcome;
  } catch (thrown) {
    const fault = run.trouble.ofRecord(thrown);
    if (fault.kind === "later") return { kind: "waiting", reason: fault.message };
    return { kind: "refused", said: [saidOfReadFault(fault, register.span)] };
  }
}

async function takeEvaluated(
  run: Run,
  register: CompiledRegister,
  record: RecordValue,
  evaluation: RegisterEvaluation,
): Promise<TakenOutcome> {
  if (evaluation.kind === "waiting") return { kind: "waiting", reason: "" };
  if (evaluation.kind === "skipped") return { kind: "passed", said: evaluation.said };
  if (evaluation.kind === "refused") return { kind: "refused", said: evaluation.said };
  const entry = { register, record, ready: evaluation };
  const action = await decide(run, entry);
  if (run.planning) {
    await planRecord(run, entry, action);
    return { kind: "planned" };
  }
  const outcome = await carryOut(run, entry, action);
  return outcome.kind === "passed" ? { kind: "passed", said: undefined } : outcome;
}
