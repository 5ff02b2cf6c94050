import { chunk } from "lodash-es";
import type { CompiledRegister, Lineage, NeedAnswer, RegisterEvaluation, Said, Scene } from "../compile/compiled.ts";
import { ReadFault } from "../connector/operations.ts";
import type { Link } from "../store/store.ts";
import { sameValue } from "../value/equality.ts";
import { stableHash } from "../value/hash.ts";
import { parseJson, stringifyJson } from "../value/json.ts";
import { isRecord } from "../value/path.ts";
import type { RecordValue } from "../value/value.ts";
import { takeEffect } from "./effect.ts";
import type { FlowRun } from "./flow-run.ts";
import { saidOfReadFault } from "./said.ts";

/** Records that are read again together. */
const PAGE = 100;

/** What is to be done for one record of a register. */
export type RegisterAction =
  | { readonly kind: "nothing"; readonly target: string; readonly record: RecordValue }
  | { readonly kind: "link"; readonly target: string; readonly record: RecordValue }
  | { readonly kind: "create"; readonly body: RecordValue; readonly lineage: readonly Lineage[] }
  | {
      readonly kind: "update";
      readonly target: string;
      readonly record: RecordValue;
      readonly body: RecordValue;
      readonly changed: RecordValue;
      readonly before: RecordValue;
      readonly lineage: readonly Lineage[];
    }
  | { readonly kind: "pass" }
  | { readonly kind: "refused"; readonly said: readonly Said[] };

type Ready = Extract<RegisterEvaluation, { kind: "ready" }>;

/** Decides for one record that is ready: the remembered link first, then a search of the other side. */
export async function decide(run: FlowRun, register: CompiledRegister, ready: Ready): Promise<RegisterAction> {
  const link = await run.store.links.bySource(run.scope, register.name, ready.item.id);
  if (link !== undefined && (link.matchHash === ready.matchHash || link.origin === "manual"))
    return changeOf(link, ready);

  const judged = ready.judge(await candidatesOf(run, register, ready));
  if (judged.kind === "refused") return { kind: "refused", said: judged.said };
  if (judged.kind === "link") return linkTo(run, register, ready, judged.record);
  if (judged.otherwise === "pass") return { kind: "pass" };
  if (judged.otherwise === "refuse") return { kind: "refused", said: judged.said };
  const made = ready.create();
  return "said" in made
    ? { kind: "refused", said: made.said }
    : { kind: "create", body: made.body, lineage: made.lineage };
}

/** A linked record: what of its followed fields differs from what was written last. */
function changeOf(link: Link, ready: Ready): RegisterAction {
  const known = parseJson(link.written) as RecordValue;
  const record = (known["record"] ?? {}) as RecordValue;
  const update = ready.update();
  if ("said" in update) return { kind: "refused", said: update.said };
  if (stableHash(update.body) === link.writtenHash) return { kind: "nothing", target: link.target, record };
  const before = (known["body"] ?? {}) as RecordValue;
  const changed = changedFields(before, update.body);
  if (Object.keys(changed).length === 0) return { kind: "nothing", target: link.target, record };
  return { kind: "update", target: link.target, record, body: update.body, changed, before, lineage: update.lineage };
}

/** A record found on the other side: linked as it is, and brought up to date where its followed fields differ. */
function linkTo(run: FlowRun, register: CompiledRegister, ready: Ready, record: RecordValue): RegisterAction {
  const target = run.idOf(register.to, record);
  const update = ready.update();
  if ("said" in update) return { kind: "refused", said: update.said };
  const changed = changedFields(record, update.body);
  if (Object.keys(changed).length === 0) return { kind: "link", target, record };
  return { kind: "update", target, record, body: update.body, changed, before: record, lineage: update.lineage };
}

/** Top-level fields of `next` that differ from `before`; a nested record is compared in the fields that `next` has. */
export function changedFields(before: RecordValue, next: RecordValue): RecordValue {
  const changed: Record<string, RecordValue[string]> = {};
  for (const [name, value] of Object.entries(next)) {
    if (value !== undefined && !holds(before[name], value)) changed[name] = value;
  }
  return changed;
}

function holds(there: RecordValue[string], wanted: RecordValue[string]): boolean {
  if (!isRecord(there) || !isRecord(wanted)) return sameValue(there, wanted);
  return Object.entries(wanted).every(([name, value]) => value === undefined || holds(there[name], value));
}

async function candidatesOf(run: FlowRun, register: CompiledRegister, ready: Ready): Promise<readonly RecordValue[]> {
  const found = new Map<string, RecordValue>();
  for (const where of ready.searches) {
    for (const record of await run.findKnown(register.to, where)) found.set(run.idOf(register.to, record), record);
  }
  return [...found.values()];
}

export type Carried =
  | {
      readonly kind: "linked";
      readonly record: RecordValue;
      readonly id: string;
      readonly did: "nothing" | "linked" | "created" | "updated" | "found";
    }
  | { readonly kind: "passed" }
  | { readonly kind: "refused"; readonly said: readonly Said[] }
  /** Comes back at a later run; nothing is wrong with the record. */
  | { readonly kind: "waiting"; readonly reason: string };

/** Does what `decide` decided, and remembers the link. */
export async function carryOut(
  run: FlowRun,
  register: CompiledRegister,
  ready: Ready,
  action: RegisterAction,
): Promise<Carried> {
  switch (action.kind) {
    case "nothing":
      return { kind: "linked", record: action.record, id: action.target, did: "nothing" };
    case "pass":
      return { kind: "passed" };
    case "refused":
      return action;
    case "link":
      return remember(run, register, ready, action.target, action.record, "matched", "linked");
    case "create":
      return create(run, register, ready, action);
    case "update":
      return update(run, register, ready, action);
  }
}

async function create(
  run: FlowRun,
  register: CompiledRegister,
  ready: Ready,
  action: Extract<RegisterAction, { kind: "create" }>,
): Promise<Carried> {
  const outcome = await takeEffect(
    {
      // Another match hash is another record of the other side, so its creation is an effect of its own.
      key: run.effectKey(register.name, ready.item.id, `create ${ready.matchHash}`),
      scope: run.scope,
      flow: register.name,
      source: ready.item.id,
      step: `create ${register.to.system}/${register.to.kind}`,
      system: run.system(register.to),
      request: { kind: register.to.kind, operation: "create", body: action.body },
      search: () => run.searchLinkable(register, ready),
      idempotent: false,
      idOf: (record) => run.idOf(register.to, record),
    },
    run.effectContext(),
  );
  if (outcome.kind === "confirmed") {
    const record = { ...action.body, ...outcome.record };
    run.noteCreated(register.to, record);
    return remember(run, register, ready, outcome.id, record, "created", outcome.by === "found" ? "found" : "created");
  }
  return run.troubleOf(outcome, register.to.system, register.span);
}

async function update(
  run: FlowRun,
  register: CompiledRegister,
  ready: Ready,
  action: Extract<RegisterAction, { kind: "update" }>,
): Promise<Carried> {
  const outcome = await takeEffect(
    {
      key: run.effectKey(register.name, ready.item.id, `update ${stableHash([action.body, action.before])}`),
      scope: run.scope,
      flow: register.name,
      source: ready.item.id,
      step: `update ${register.to.system}/${register.to.kind}`,
      system: run.system(register.to),
      request: { kind: register.to.kind, operation: "update", id: action.target, body: action.changed },
      search: undefined,
      idempotent: true,
      idOf: (record) => run.idOf(register.to, record),
    },
    run.effectContext(),
  );
  if (outcome.kind === "confirmed") {
    return remember(run, register, ready, action.target, { ...action.record, ...action.body }, "matched", "updated");
  }
  return run.troubleOf(outcome, register.to.system, register.span);
}

async function remember(
  run: FlowRun,
  register: CompiledRegister,
  ready: Ready,
  target: string,
  record: RecordValue,
  origin: Link["origin"],
  did: Extract<Carried, { kind: "linked" }>["did"],
): Promise<Carried> {
  const update = ready.update();
  const body = "said" in update ? {} : update.body;
  const known = { [run.idFieldOf(register.to)]: run.ownId(register.to, record, target), ...scalarsOf(record) };
  const put = await run.store.links.put({
    scope: run.scope,
    register: register.name,
    source: ready.item.id,
    target,
    matchHash: ready.matchHash,
    writtenHash: stableHash(body),
    written: stringifyJson({ record: known, body }),
    state: "live",
    origin,
  });
  if (!put) {
    const other = await run.store.links.byTarget(run.scope, register.name, target);
    return {
      kind: "refused",
      said: [
        run.standard("link-taken", { record: ready.item.label, target, other: other?.source ?? "" }, register.span),
      ],
    };
  }
  return { kind: "linked", record: known, id: target, did };
}

/** What is kept of the other side's record for later: its own single values, not its parts. */
function scalarsOf(record: RecordValue): RecordValue {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => typeof value !== "object" || value === null));
}

/** Resolves one prerequisite: evaluates the register for the record, decides, and carries it out (or only says so). */
export async function resolveNeed(
  run: FlowRun,
  name: string,
  asked: RecordValue,
  reference: boolean,
): Promise<NeedAnswer> {
  const register = run.job.integration.registers.get(name);
  if (register === undefined) throw new Error(`no register ${name}`);
  const record = reference ? await run.readWhole(register.from, asked) : asked;
  if (record instanceof ReadFault) return { state: "refused", said: [saidOfReadFault(record, register.span)] };
  if (record === undefined) return { state: "passed" };
  const evaluation = await run.evaluateOne((scene: Scene) => register.evaluate(scene, record));
  if (evaluation instanceof ReadFault) return { state: "refused", said: [saidOfReadFault(evaluation, register.span)] };
  if (evaluation.kind === "refused") return { state: "refused", said: evaluation.said };
  if (evaluation.kind !== "ready") return { state: "passed" };
  return run.once(`${name} ${evaluation.item.id}`, () => settleNeed(run, register, evaluation));
}

async function settleNeed(run: FlowRun, register: CompiledRegister, ready: Ready): Promise<NeedAnswer> {
  const action = await decide(run, register, ready);
  if (run.planning) return plannedNeed(run, register, ready, action);
  const carried = await carryOut(run, register, ready, action);
  if (carried.kind === "linked") {
    if (carried.did !== "nothing") run.logRegister(register, ready.item, carried);
    return { state: "linked", record: carried.record };
  }
  if (carried.kind === "passed") return { state: "passed" };
  if (carried.kind === "refused") return { state: "refused", said: carried.said };
  return {
    state: "refused",
    said: [
      run.standard(
        "prerequisite-waiting",
        { register: register.title, record: ready.item.label, reason: carried.reason },
        register.span,
      ),
    ],
  };
}

function plannedNeed(run: FlowRun, register: CompiledRegister, ready: Ready, action: RegisterAction): NeedAnswer {
  run.notePlanned(register, ready.item, action);
  if (action.kind === "refused") return { state: "refused", said: action.said };
  if (action.kind === "pass") return { state: "passed" };
  if (action.kind === "create") return { state: "planned", record: action.body };
  return {
    state: "linked",
    record: { [run.idFieldOf(register.to)]: run.ownId(register.to, action.record, action.target), ...action.record },
  };
}

/**
 * A register of its own: first the records that were refused or waiting, then what changed since the last complete
 * run, page by page. The watermark moves on past refused records, since they are looked at again by themselves.
 */
export async function runRegister(run: FlowRun, register: CompiledRegister): Promise<void> {
  const system = run.system(register.from);
  const open = await run.openRecords(register.name);
  for (const ids of chunk(open, PAGE)) {
    const again = await system.readMany(register.from.kind, ids);
    await takePage(run, register, [...again.values()]);
  }
  const since = await run.changedSince(register.name);
  const startedAt = run.job.clock.now();
  const query = {
    where: register.listFilter(run.scene),
    ...(since === undefined ? {} : { changedSince: since }),
    ...(register.keep === undefined ? {} : { keep: register.keep }),
  };
  for await (const page of system.pages(register.from.kind, query)) {
    await takePage(run, register, page);
    if (run.stopping()) return;
  }
  if (!run.planning) await run.advance(register.name, startedAt);
}

async function takePage(run: FlowRun, register: CompiledRegister, page: readonly RecordValue[]): Promise<void> {
  const evaluations = await run.evaluateAll(page, (record) => register.evaluate(run.scene, record));
  const tasks = evaluations.map((evaluation, index) => ({ evaluation, record: page[index] as RecordValue }));
  await run.parallel(tasks, ({ evaluation, record }) => takeRecord(run, register, evaluation, record));
  run.world.forgetRelations();
}

async function takeRecord(
  run: FlowRun,
  register: CompiledRegister,
  evaluation: RegisterEvaluation | ReadFault,
  record: RecordValue,
): Promise<void> {
  if (evaluation instanceof ReadFault) {
    const item = { id: run.idOf(register.from, record), label: run.labelOf(register.from, record) };
    return run.refuse(register, item, [saidOfReadFault(evaluation, register.span)], record);
  }
  run.taken(register.name);
  if (evaluation.kind === "waiting") return run.wait(register, evaluation.item, "");
  if (evaluation.kind === "skipped") return run.skip(register, evaluation.item, evaluation.said);
  if (evaluation.kind === "refused") return run.refuse(register, evaluation.item, evaluation.said, record);
  const action = await decide(run, register, evaluation);
  if (run.planning) return run.notePlanned(register, evaluation.item, action);
  const carried = await carryOut(run, register, evaluation, action);
  if (carried.kind === "refused") return run.refuse(register, evaluation.item, carried.said, record);
  if (carried.kind === "waiting") return run.wait(register, evaluation.item, carried.reason);
  if (carried.kind === "linked") await run.linked(register, evaluation.item, carried);
}
