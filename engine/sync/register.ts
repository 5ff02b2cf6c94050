import chunk from "lodash-es/chunk.js";
import type { CompiledRegister, Lineage, NeedAnswer, RegisterEvaluation, Said, Scene } from "../compile/compiled.ts";
import { ReadFault } from "../connector/operations.ts";
import type { Link } from "../store/store.ts";
import { sameValue } from "../value/equality.ts";
import { stableHash } from "../value/hash.ts";
import { parseJson, stringifyJson } from "../value/json.ts";
import { isRecord } from "../value/path.ts";
import type { RecordValue } from "../value/value.ts";
import { type Effect, refusalOf, takeEffect } from "./effect.ts";
import type { FlowRun } from "./flow-run.ts";
import { RunStopped } from "./flow-world.ts";
import { isWaiting, saidOfFaults, saidOfReadFault, WAITING_CODE } from "./said.ts";

/** Records that are read again together. */
const PAGE = 100;

/** What is to be done for one record of a register. `followed`: the fields that follow later changes, as they now are. */
export type RegisterAction =
  | { readonly kind: "nothing"; readonly target: string; readonly record: RecordValue }
  | {
      readonly kind: "link";
      readonly target: string;
      readonly record: RecordValue;
      readonly followed: RecordValue;
      readonly link: Link | undefined;
    }
  | {
      readonly kind: "create";
      readonly body: RecordValue;
      readonly followed: RecordValue;
      readonly lineage: readonly Lineage[];
      /** Whether the search that matches would find what is created: only then can a lost create be looked for. */
      readonly searchable: boolean;
      readonly link: Link | undefined;
    }
  | {
      readonly kind: "update";
      readonly target: string;
      readonly record: RecordValue;
      readonly followed: RecordValue;
      readonly changed: RecordValue;
      readonly before: RecordValue;
      readonly lineage: readonly Lineage[];
      readonly link: Link | undefined;
    }
  | { readonly kind: "pass" }
  | { readonly kind: "refused"; readonly said: readonly Said[] };

type Ready = Extract<RegisterEvaluation, { kind: "ready" }>;
type Made = ReturnType<Ready["update"]>;
type Refused = { readonly said: readonly Said[] };

/** One record of a register whose first look-ups are known. */
export interface Candidate {
  readonly register: CompiledRegister;
  readonly record: RecordValue;
  readonly ready: Ready;
}

/**
 * Asks the evaluation of a record for more. What is asked for may need further look-ups; then the record is evaluated
 * anew when they are there, since an evaluation keeps what it worked out before.
 */
async function ask<Answer>(
  run: FlowRun,
  { register, record, ready }: Candidate,
  question: (ready: Ready) => Answer,
): Promise<Answer | Refused> {
  const answer = await run.settle<{ readonly value: Answer } | Refused>(
    () => ({ value: question(ready) }),
    (scene) => {
      const anew = register.evaluate(scene, record);
      return anew.kind === "ready" ? { value: question(anew) } : { said: anew.kind === "refused" ? anew.said : [] };
    },
  );
  if (answer instanceof ReadFault) return { said: [saidOfReadFault(answer, register.span)] };
  return "value" in answer ? answer.value : answer;
}

/** Decides for one record that is ready: the remembered link first, then a search of the other side. */
export async function decide(run: FlowRun, candidate: Candidate): Promise<RegisterAction> {
  const { register, ready } = candidate;
  const link = await run.store.links.bySource(run.scope, register.name, ready.item.id);
  if (link !== undefined && (link.matchHash === ready.matchHash || link.origin === "manual"))
    return changeOf(link, await ask(run, candidate, (one) => one.update()));

  const candidates = await candidatesOf(run, register, ready);
  const decided = await ask(run, candidate, (one) => judgement(one, candidates));
  if (!("kind" in decided)) return { kind: "refused", said: decided.said };
  if (decided.kind === "link") return linkTo(run, candidate, decided.record, decided.followed, link);
  if (decided.kind !== "create") return decided;
  const { made, followed, searchable } = decided;
  const twin = searchable ? run.known.twinOf(register, ready) : undefined;
  if (twin !== undefined)
    return {
      kind: "refused",
      said: [run.standard("link-twin", { record: ready.item.label, other: twin }, register.span)],
    };
  return { kind: "create", body: made.body, lineage: made.lineage, followed, searchable, link };
}

type Judgement =
  | { readonly kind: "link"; readonly record: RecordValue; readonly followed: Extract<Made, { body: RecordValue }> }
  | {
      readonly kind: "create";
      readonly made: Extract<Made, { body: RecordValue }>;
      readonly followed: RecordValue;
      readonly searchable: boolean;
    }
  | { readonly kind: "pass" }
  | ({ readonly kind: "refused" } & Refused);

function judgement(ready: Ready, candidates: readonly RecordValue[]): Judgement {
  const judged = ready.judge(candidates);
  if (judged.kind === "refused") return { kind: "refused", said: judged.said };
  if (judged.kind === "link") {
    const followed = ready.update();
    return "said" in followed
      ? { kind: "refused", said: followed.said }
      : { kind: "link", record: judged.record, followed };
  }
  if (judged.otherwise === "pass") return { kind: "pass" };
  if (judged.otherwise === "refuse") return { kind: "refused", said: judged.said };
  const made = ready.create();
  if ("said" in made) return { kind: "refused", said: made.said };
  const update = ready.update();
  const searchable = ready.searches.length > 0 && ready.judge([made.body]).kind === "link";
  return { kind: "create", made, followed: "said" in update ? {} : update.body, searchable };
}

/** A linked record: what of its followed fields differs from what was written last. */
function changeOf(link: Link, update: Made): RegisterAction {
  const known = parseJson(link.written) as RecordValue;
  const record = (known["record"] ?? {}) as RecordValue;
  if ("said" in update) return { kind: "refused", said: update.said };
  if (stableHash(update.body) === link.writtenHash) return { kind: "nothing", target: link.target, record };
  const before = (known["body"] ?? {}) as RecordValue;
  const changed = changedFields(before, update.body);
  if (Object.keys(changed).length === 0) return { kind: "nothing", target: link.target, record };
  const { body: followed, lineage } = update;
  return { kind: "update", target: link.target, record, followed, changed, before, lineage, link };
}

/** A record found on the other side: linked as it is, and brought up to date where its followed fields differ. */
async function linkTo(
  run: FlowRun,
  { register, ready }: Candidate,
  record: RecordValue,
  { body: followed, lineage }: Extract<Made, { body: RecordValue }>,
  link: Link | undefined,
): Promise<RegisterAction> {
  const target = run.idOf(register.to, record);
  const other = await run.known.linkedElsewhere(register, ready.item.id, target);
  if (other !== undefined) return { kind: "refused", said: [linkTaken(run, register, ready, target, other)] };
  const changed = changedFields(record, followed);
  if (Object.keys(changed).length === 0) return { kind: "link", target, record, followed, link };
  return { kind: "update", target, record, followed, changed, before: record, lineage, link };
}

function linkTaken(run: FlowRun, register: CompiledRegister, ready: Ready, target: string, other: string): Said {
  return run.standard("link-taken", { record: ready.item.label, target, other }, register.span);
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
    for (const record of await run.known.find(register.to, where)) found.set(run.idOf(register.to, record), record);
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
export async function carryOut(run: FlowRun, candidate: Candidate, action: RegisterAction): Promise<Carried> {
  switch (action.kind) {
    case "nothing":
      return { kind: "linked", record: action.record, id: action.target, did: "nothing" };
    case "pass":
      return { kind: "passed" };
    case "refused":
      return action;
    case "link":
      await run.confirmFound(creationKey(run, candidate), action.target);
      return remember(run, candidate, action, { target: action.target, record: action.record, did: "linked" });
    case "create":
      return create(run, candidate, action);
    case "update":
      return update(run, candidate, action);
  }
}

type CreateAction = Extract<RegisterAction, { kind: "create" }>;

function creation(run: FlowRun, { register, ready, record }: Candidate, action: CreateAction, after: string): Effect {
  return {
    key: `${creationKey(run, { register, ready, record })}${after}`,
    scope: run.scope,
    flow: register.name,
    source: ready.item.id,
    step: `create ${register.to.system}/${register.to.kind}`,
    system: run.system(register.to),
    request: { kind: register.to.kind, operation: "create", body: action.body },
    search: action.searchable ? () => searchLinkable(run, { register, ready, record }) : undefined,
    idempotent: false,
    idOf: (made) => run.idOf(register.to, made),
  };
}

/** Reads back, past every cache, what a lost create may have made. */
async function searchLinkable(run: FlowRun, candidate: Candidate): Promise<readonly RecordValue[]> {
  const { register, ready } = candidate;
  const found = new Map<string, RecordValue>();
  for (const where of ready.searches) {
    for (const record of await run.system(register.to).find(register.to.kind, where))
      found.set(run.idOf(register.to, record), record);
  }
  const records = [...found.values()];
  const linked = await ask(run, candidate, (one) => records.filter((record) => one.judge([record]).kind === "link"));
  return "said" in linked ? [] : linked;
}

async function create(run: FlowRun, candidate: Candidate, action: CreateAction): Promise<Carried> {
  const { register } = candidate;
  let after = "";
  for (;;) {
    const effect = creation(run, candidate, action, after);
    const outcome = await takeEffect(effect, run.effectContext());
    if (outcome.kind !== "confirmed") return run.trouble.of(outcome, register.to.system, register.span);
    // Made once and taken away since: the record that is needed now is another one.
    if (outcome.by === "remembered" && (await run.isGone(register.to, outcome.id, effect.key))) {
      after = ` after ${outcome.id}`;
      continue;
    }
    const record = { ...action.body, ...outcome.record };
    run.known.noteCreated(register.to, record);
    const did = outcome.by === "found" ? "found" : "created";
    return remember(run, candidate, action, { target: outcome.id, record, did });
  }
}

async function update(
  run: FlowRun,
  candidate: Candidate,
  action: Extract<RegisterAction, { kind: "update" }>,
): Promise<Carried> {
  const { register, ready } = candidate;
  if (action.link?.target !== action.target) await run.confirmFound(creationKey(run, candidate), action.target);
  const outcome = await takeEffect(
    {
      // The revision makes each change an effect of its own: what goes back and forth is written each time.
      key: run.effectKey(register.name, ready.item.id, `update ${action.target} ${revisionOf(action.link)}`),
      scope: run.scope,
      flow: register.name,
      source: ready.item.id,
      step: `update ${register.to.system}/${register.to.kind}`,
      system: run.system(register.to),
      request: { kind: register.to.kind, operation: "update", id: action.target, body: action.changed },
      search: undefined,
      idempotent: true,
      again: true,
      idOf: (record) => run.idOf(register.to, record),
    },
    run.effectContext(),
  );
  if (outcome.kind !== "confirmed") return run.trouble.of(outcome, register.to.system, register.span);
  const record = { ...action.record, ...action.followed };
  return remember(run, candidate, action, { target: action.target, record, did: "updated" });
}

/** How often a link has been written. */
function revisionOf(link: Link | undefined): number {
  const revision = link === undefined ? 0 : (parseJson(link.written) as RecordValue)["revision"];
  return typeof revision === "number" ? revision : 0;
}

function creationKey(run: FlowRun, { register, ready }: Candidate): string {
  // Another match hash is another record of the other side, so its creation is an effect of its own.
  return run.effectKey(register.name, ready.item.id, `create ${ready.matchHash}`);
}

async function remember(
  run: FlowRun,
  { register, ready }: Candidate,
  { followed, link }: { readonly followed: RecordValue; readonly link: Link | undefined },
  linked: {
    readonly target: string;
    readonly record: RecordValue;
    readonly did: Extract<Carried, { kind: "linked" }>["did"];
  },
): Promise<Carried> {
  const { target, did } = linked;
  const known = {
    [run.idFieldOf(register.to)]: run.ownId(register.to, linked.record, target),
    ...scalarsOf(linked.record),
  };
  const put = await run.store.links.put({
    scope: run.scope,
    register: register.name,
    source: ready.item.id,
    target,
    matchHash: ready.matchHash,
    writtenHash: stableHash(followed),
    written: stringifyJson({ record: known, body: followed, revision: revisionOf(link) + 1 }),
    state: "live",
    origin: originOf(link, target, did),
  });
  if (put) return { kind: "linked", record: known, id: target, did };
  const other = await run.store.links.byTarget(run.scope, register.name, target);
  return { kind: "refused", said: [linkTaken(run, register, ready, target, other?.source ?? "")] };
}

/** How a pair came about stays as it was while it is the same pair: a person's own link is never matched again. */
function originOf(link: Link | undefined, target: string, did: Extract<Carried, { kind: "linked" }>["did"]) {
  if (link?.target === target) return link.origin;
  return did === "created" || did === "found" ? "created" : "matched";
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
  const settle = () => run.known.once(`${name} ${evaluation.item.id}`, () => settleNeed(run, candidate));
  // Where nothing is changed later, what matches in the same way gets the same answer for the rest of the flow.
  return register.follows || run.planning
    ? settle()
    : run.known.linkedBefore(`${name} ${evaluation.item.id} ${evaluation.matchHash}`, settle);
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

/** A create that the other side has refused already is no plan: it is not sent again as it is. */
async function asKnown(run: FlowRun, candidate: Candidate, action: RegisterAction): Promise<RegisterAction> {
  if (action.kind !== "create") return action;
  const refusal = await refusalOf(creation(run, candidate, action, ""), run.effectContext());
  if (refusal === undefined) return action;
  const { register } = candidate;
  return {
    kind: "refused",
    said: saidOfFaults(run.job.integration, register.to.system, refusal.faults, register.span),
  };
}

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
  const where = await run.evaluateOne((scene) => register.listFilter(scene));
  if (where instanceof ReadFault) throw where;
  const query = {
    where,
    ...(since === undefined ? {} : { changedSince: since }),
    ...(register.keep === undefined ? {} : { keep: register.keep }),
  };
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
