import type { CompiledRegister, ItemName, KindRef, NeedAnswer, Said } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import { lookupById } from "../../language/types/lookup.ts";
import { stableHash } from "../../value/hash.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import { idOf, nameOf, ownId } from "../base/names.ts";
import { saidOfReadFault, saidStandard, WAITING_CODE } from "../base/said.ts";
import { RunStopped } from "../base/trouble.ts";
import type { Run } from "../flow-run/open-run.ts";
import { rehearse } from "../flow-run/rehearse.ts";
import { evaluateOne } from "../world/evaluate.ts";
import { carryOut } from "./carry-out.ts";
import { decide, type Entry, type RegisterAction } from "./decide.ts";
import { planRecord } from "./plan-record.ts";

/** Resolves one prerequisite: evaluates the register for the record, decides, and carries it out (or only says so). */
export async function resolveNeed(run: Run, name: string, asked: RecordValue, reference: boolean): Promise<NeedAnswer> {
  const register = run.job.integration.registers.get(name);
  if (register === undefined) throw new Error(`no register ${name}`);
  // A half-made document is worse than one that comes with the next run.
  if (run.stopping()) throw new RunStopped();
  const record = reference ? await readWhole(run, register.from, asked) : asked;
  if (record instanceof ReadFault) return notRead(register, record, nameOf(run.job, register.from, asked));
  if (record === undefined) return { state: "passed" };
  const evaluation = await evaluateOne(run.scene, (scene) => register.evaluate(scene, record));
  if (evaluation instanceof ReadFault) return notRead(register, evaluation, nameOf(run.job, register.from, record));
  if (evaluation.kind === "refused") return { state: "refused", said: evaluation.said };
  if (evaluation.kind !== "ready") return { state: "passed" };
  const entry = { register, record, ready: evaluation };
  const { item, matchHash } = evaluation;
  // Rows that need one record may each fill it in another way. Of a saved plan all of them count, not only the first.
  const way = run.planning && run.approval?.isNeededOnly(name) === true ? ` ${stableHash(record)}` : "";
  const settle = () => run.known.once(`${name} ${item.id} ${matchHash}${way}`, () => settleNeed(run, entry));
  // Where nothing is changed later, what matches in the same way gets the same answer for the rest of the flow.
  return register.follows || run.planning ? settle() : run.known.linkedBefore(`${name} ${item.id}`, matchHash, settle);
}

/** The record that a reference stands for; undefined when it is gone. */
async function readWhole(
  run: Run,
  kind: KindRef,
  reference: RecordValue,
): Promise<RecordValue | undefined | ReadFault> {
  const request = lookupById(`${kind.side}/${kind.kind}`, idOf(run.job, kind, reference));
  const whole = await evaluateOne(run.scene, ({ world }) => world.lookup(request));
  return whole === null ? undefined : (whole as RecordValue | undefined | ReadFault);
}

async function settleNeed(run: Run, entry: Entry): Promise<NeedAnswer> {
  const { register, ready } = entry;
  try {
    const decided = await decide(run, entry);
    const action = run.planning ? decided : asApproved(run, entry, decided);
    const unapproved = await notInPlan(run, entry, action);
    if (unapproved !== undefined) return { state: "refused", said: [unapproved] };
    if (run.planning) return await plannedNeed(run, entry, action);
    const outcome = await carryOut(run, entry, action);
    switch (outcome.kind) {
      case "linked":
        run.approval?.made(register.name, ready.item.id, madeId(run, register, outcome.record, outcome.id));
        if (outcome.did !== "nothing") run.books.linkedAs(register, ready.item, outcome);
        return { state: "linked", record: outcome.record };
      case "passed":
        return { state: "passed" };
      case "refused":
        return { state: "refused", said: outcome.said };
      case "waiting":
        return waiting(register, ready.item, outcome.reason);
    }
  } catch (thrown) {
    return notRead(register, run.trouble.ofRecord(thrown), ready.item);
  }
}

/** The id as the other side has it. */
function madeId(run: Run, { to }: CompiledRegister, record: RecordValue, id: string): Value {
  return Object.values(ownId(run.job, to, record, id))[0];
}

/** Of a run that carries a saved plan: made as the plan shows it, whichever row asks for it first. */
function asApproved(run: Run, { register, ready }: Entry, action: RegisterAction): RegisterAction {
  if (action.kind !== "create" || run.approval?.isInStep !== false) return action;
  const body = run.approval.bodyOf({ flow: register.name, record: ready.item.id }, "create");
  return body === undefined ? action : { ...action, body };
}

/** Of a run that carries a saved plan: what is said where the plan does not have what a prerequisite would do. */
async function notInPlan(run: Run, entry: Entry, action: RegisterAction): Promise<Said | undefined> {
  const { approval } = run;
  const { register, ready } = entry;
  if (approval === undefined || approval.isInStep) return undefined;
  if (action.kind === "nothing" || action.kind === "pass" || action.kind === "refused") return undefined;
  const item = { flow: register.name, record: ready.item.id };
  const would = await rehearse(run, (rehearsal) => planRecord(rehearsal, entry, asApproved(run, entry, action)));
  if (would.some((one) => one.action === "refuse")) return undefined;
  const difference = approval.difference(item, would, true);
  if (difference !== undefined) {
    const facts = { record: ready.item.label, register: register.title, action: action.kind };
    return saidStandard("not-in-plan", facts, register.span);
  }
  if (!run.planning) approval.carried(item.flow, item.record);
  return undefined;
}

async function plannedNeed(run: Run, entry: Entry, decided: RegisterAction): Promise<NeedAnswer> {
  const { register } = entry;
  const action = await planRecord(run, entry, decided);
  if (action.kind === "refused") return { state: "refused", said: action.said };
  if (action.kind === "pass") return { state: "passed" };
  if (action.kind === "create") return { state: "planned", record: { ...action.body, ...pendingId(run, entry) } };
  const record = { ...ownId(run.job, register.to, action.record, action.target), ...action.record };
  run.approval?.made(register.name, entry.ready.item.id, madeId(run, register, record, action.target));
  return { state: "linked", record };
}

/** What refers to the record is judged as it will be when it is made. */
function pendingId(run: Run, { register, ready }: Entry): RecordValue {
  const kind = run.job.schemas.get(register.to.side)?.kinds.get(register.to.kind);
  if (kind === undefined) return {};
  const type = kind.shape.field(kind.id)?.type;
  const isNumber = type !== undefined && (type.kind === "optional" ? type.of : type).kind === "int";
  return { [kind.id]: run.pending.idOf(register.name, ready.item.id, isNumber) };
}

/** A prerequisite that could not be read: the document waits for a system that is busy, and is refused for anything else. */
function notRead(register: CompiledRegister, fault: ReadFault, item: ItemName): NeedAnswer {
  if (fault.kind === "later") return waiting(register, item, fault.message);
  return { state: "refused", said: [saidOfReadFault(fault, register.span)] };
}

/** The document waits for its prerequisite, which is on its way. */
function waiting({ title, span }: CompiledRegister, { label }: ItemName, reason: string): NeedAnswer {
  const facts = { register: title, record: label, reason };
  return { state: "refused", said: [saidStandard(WAITING_CODE, facts, span)] };
}
