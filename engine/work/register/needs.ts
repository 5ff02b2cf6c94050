import type { CompiledRegister, NeedAnswer, Scene } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import type { RecordValue } from "../../value/value.ts";
import type { FlowRun } from "../flow-run.ts";
import { saidOfReadFault, WAITING_CODE } from "../said.ts";
import { RunStopped } from "../world/run-world.ts";
import { asKnown, carryOut } from "./carry.ts";
import { type Candidate, decide, type RegisterAction } from "./decide.ts";

/** Resolves one prerequisite: evaluates the register for the record, decides, and carries it out (or only says so). */
export async function resolveNeed(
  run: FlowRun,
  name: string,
  asked: RecordValue,
  reference: boolean,
): Promise<NeedAnswer> {
  const register = run.job.integration.registers.get(name);
  if (register === undefined) throw new Error(`no register ${name}`);
  // A half-made document is worse than one that comes with the next run.
  if (run.stopping()) throw new RunStopped();
  const record = reference ? await run.readWhole(register.from, asked) : asked;
  if (record instanceof ReadFault) return refusedBy(run, register, record, run.labelOf(register.from, asked));
  if (record === undefined) return { state: "passed" };
  const evaluation = await run.evaluateOne((scene: Scene) => register.evaluate(scene, record));
  if (evaluation instanceof ReadFault) return refusedBy(run, register, evaluation, run.labelOf(register.from, record));
  if (evaluation.kind === "refused") return { state: "refused", said: evaluation.said };
  if (evaluation.kind !== "ready") return { state: "passed" };
  const candidate = { register, record, ready: evaluation };
  const { item, matchHash } = evaluation;
  const settle = () => run.known.once(`${name} ${item.id} ${matchHash}`, () => settleNeed(run, candidate));
  // Where nothing is changed later, what matches in the same way gets the same answer for the rest of the flow.
  return register.follows || run.planning ? settle() : run.known.linkedBefore(`${name} ${item.id}`, matchHash, settle);
}

async function settleNeed(run: FlowRun, candidate: Candidate): Promise<NeedAnswer> {
  const { register, ready } = candidate;
  try {
    const action = await decide(run, candidate);
    if (run.planning) return await plannedNeed(run, candidate, action);
    const carried = await carryOut(run, candidate, action);
    if (carried.kind === "linked") {
      if (carried.did !== "nothing") run.books.logRegister(register, ready.item, carried);
      return { state: "linked", record: carried.record };
    }
    if (carried.kind === "passed") return { state: "passed" };
    if (carried.kind === "refused") return { state: "refused", said: carried.said };
    const facts = { register: register.title, record: ready.item.label, reason: carried.reason };
    return { state: "refused", said: [run.standard(WAITING_CODE, facts, register.span)] };
  } catch (thrown) {
    return refusedBy(run, register, run.trouble.ofRecord(thrown), ready.item.label);
  }
}

/** A prerequisite that could not be read: the document waits for a system that is busy, and is refused for anything else. */
function refusedBy(
  run: FlowRun,
  register: CompiledRegister,
  fault: ReadFault,
  record: string,
): Extract<NeedAnswer, { state: "refused" }> {
  if (fault.kind !== "later") return { state: "refused", said: [saidOfReadFault(fault, register.span)] };
  const facts = { register: register.title, record, reason: fault.message };
  return { state: "refused", said: [run.standard(WAITING_CODE, facts, register.span)] };
}

async function plannedNeed(run: FlowRun, candidate: Candidate, decided: RegisterAction): Promise<NeedAnswer> {
  const { register, ready } = candidate;
  const action = await asKnown(run, candidate, decided);
  run.planned.decided(register, ready.item, action);
  if (action.kind === "refused") return { state: "refused", said: action.said };
  if (action.kind === "pass") return { state: "passed" };
  if (action.kind === "create") return { state: "planned", record: action.body };
  return {
    state: "linked",
    record: { [run.idFieldOf(register.to)]: run.ownId(register.to, action.record, action.target), ...action.record },
  };
}
