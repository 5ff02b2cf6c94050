import chunk from "lodash-es/chunk.js";
import type { CompiledRegister, RegisterEvaluation, Said } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import type { RecordValue } from "../../value/value.ts";
import type { FlowRun } from "../flow-run.ts";
import { listQuery } from "../list-query.ts";
import { isWaiting, saidOfReadFault } from "../said.ts";
import { asKnown, type Carried, carryOut } from "./carry.ts";
import { decide } from "./decide.ts";

/** Records that are read again together. */
const PAGE = 100;

/**
 * A register of its own: first the records that were refused or waiting, then what changed since the last complete
 * run, page by page; once a day everything, for changes that have no date and for pages that moved while they were
 * read. The watermark moves on past records that are open, since they are looked at again by themselves.
 */
export async function runRegister(run: FlowRun, register: CompiledRegister): Promise<void> {
  const system = run.system(register.from);
  for (const ids of chunk(await run.watermarks.open(register), PAGE)) {
    const again = await system.readMany(register.from.kind, ids);
    await takePage(run, register, [...again.values()]);
    for (const id of ids) if (!again.has(id)) await run.gone(register, id);
    if (run.stopping()) return;
  }
  const full = await run.watermarks.isFullPassDue(register.name);
  const since = full ? undefined : await run.watermarks.changedSince(register.name);
  const startedAt = run.job.clock.now();
  const query = await listQuery(run, register, since);
  for await (const page of system.pages(register.from.kind, query)) {
    await takePage(run, register, page);
    if (run.stopping()) return;
  }
  if (!run.planning && !run.stopping()) await run.watermarks.advance(register.name, startedAt, full);
}

async function takePage(run: FlowRun, register: CompiledRegister, page: readonly RecordValue[]): Promise<void> {
  const evaluations = await run.evaluateAll(page, (record) => register.evaluate(run.scene, record));
  const tasks = evaluations.map((evaluation, index) => ({ evaluation, record: page[index] as RecordValue }));
  await run.parallel(tasks, async ({ evaluation, record }) => {
    const open = await takeRecord(run, register, evaluation, record);
    await run.watermarks.noteOpen(register, run.idOf(register.from, record), open);
  });
  run.world.forgetRelations();
}

type Settled =
  | Exclude<Carried, { kind: "passed" }>
  | { readonly kind: "passed"; readonly said: Said | undefined }
  | { readonly kind: "planned" };

/** True when a later run has to look at it again, though the record may not change. */
async function takeRecord(
  run: FlowRun,
  register: CompiledRegister,
  evaluation: RegisterEvaluation | ReadFault,
  record: RecordValue,
): Promise<boolean> {
  run.books.taken(register.name);
  const item =
    evaluation instanceof ReadFault
      ? { id: run.idOf(register.from, record), label: run.labelOf(register.from, record) }
      : evaluation.item;
  const settled = await settledOf(run, register, evaluation, record);
  if (settled.kind === "refused" && isWaiting(settled.said))
    await run.books.wait(register, item, settled.said[0]?.text ?? "");
  else if (settled.kind === "refused") await run.books.refuse(register, item, settled.said, record);
  else if (settled.kind === "waiting") await run.books.wait(register, item, settled.reason);
  else if (settled.kind === "passed") await run.books.skip(register, item, settled.said);
  else if (settled.kind === "linked") await run.books.linked(register, item, settled);
  return settled.kind === "refused" || settled.kind === "waiting";
}

/** Whatever goes wrong with one record stays with it. */
async function settledOf(
  run: FlowRun,
  register: CompiledRegister,
  evaluation: RegisterEvaluation | ReadFault,
  record: RecordValue,
): Promise<Settled> {
  try {
    if (evaluation instanceof ReadFault) throw evaluation;
    return await takeEvaluated(run, register, evaluation, record);
  } catch (thrown) {
    const fault = run.trouble.ofRecord(thrown);
    if (fault.kind === "later") return { kind: "waiting", reason: fault.message };
    return { kind: "refused", said: [saidOfReadFault(fault, register.span)] };
  }
}

async function takeEvaluated(
  run: FlowRun,
  register: CompiledRegister,
  evaluation: RegisterEvaluation,
  record: RecordValue,
): Promise<Settled> {
  if (evaluation.kind === "waiting") return { kind: "waiting", reason: "" };
  if (evaluation.kind === "skipped") return { kind: "passed", said: evaluation.said };
  if (evaluation.kind === "refused") return { kind: "refused", said: evaluation.said };
  const candidate = { register, record, ready: evaluation };
  const action = await decide(run, candidate);
  if (run.planning) {
    run.planned.decided(register, evaluation.item, await asKnown(run, candidate, action));
    return { kind: "planned" };
  }
  const carried = await carryOut(run, candidate, action);
  return carried.kind === "passed" ? { kind: "passed", said: undefined } : carried;
}
