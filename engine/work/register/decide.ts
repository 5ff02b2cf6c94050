import type { CompiledRegister, Lineage, RegisterEvaluation, Said } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import type { Link } from "../../store/store.ts";
import { stableHash } from "../../value/hash.ts";
import type { RecordValue } from "../../value/value.ts";
import { changedFields } from "../base/changed-fields.ts";
import { idOf } from "../base/names.ts";
import { saidOfReadFault, saidStandard } from "../base/said.ts";
import { effectKey } from "../flow-run/effects.ts";
import type { Run } from "../flow-run/open-run.ts";
import { knownOrAnew } from "../world/evaluate.ts";

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
      /** Missed in a list that is some minutes old, and not yet in a search. */
      readonly byRoll: boolean;
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

type Matchable = Extract<RegisterEvaluation, { kind: "ready" }>;
type Refused = { readonly said: readonly Said[] };
type Fields = Exclude<ReturnType<Matchable["update"]>, Refused>;

/** One record in the hand of its register, ready to be matched: its first look-ups are known. */
export interface Entry {
  readonly register: CompiledRegister;
  readonly record: RecordValue;
  readonly ready: Matchable;
}

/**
 * Asks the evaluation of a record for more. What is asked for may need further look-ups; then the record is evaluated
 * anew when they are there, since an evaluation keeps what it worked out before.
 */
export async function ask<Answer>(
  run: Run,
  { register, record, ready }: Entry,
  question: (ready: Matchable) => Answer,
): Promise<Answer | Refused> {
  const answer = await knownOrAnew<{ readonly value: Answer } | Refused>(
    run.scene,
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
export async function decide(run: Run, entry: Entry): Promise<RegisterAction> {
  const { register, ready } = entry;
  const link = await run.job.store.links.bySource(run.scope, register.name, ready.item.id);
  if (link !== undefined && (link.matchHash === ready.matchHash || link.origin === "manual")) {
    const isInDoubt = await isUpdateInDoubt(run, entry, link.target, link);
    return changeOf(link, await ask(run, entry, (one) => one.update()), isInDoubt);
  }

  const { decided, byRoll } = await judged(run, entry);
  if (!("kind" in decided)) return { kind: "refused", said: decided.said };
  if (decided.kind === "link") return linkTo(run, entry, decided.record, decided.followed, link);
  if (decided.kind !== "create") return decided;
  const { made, followed, searchable } = decided;
  const twin = searchable ? run.known.twinOf(register, ready) : undefined;
  if (twin !== undefined)
    return {
      kind: "refused",
      said: [saidStandard("link-twin", { record: ready.item.label, other: twin }, register.span)],
    };
  return { kind: "create", body: made.body, lineage: made.lineage, followed, searchable, byRoll, link };
}

/**
 * Against a list of the other side where that saves searches. What it does not show is decided by it only where a search
 * follows right before the create; whatever else it would lead to is asked for anew.
 */
async function judged(
  run: Run,
  entry: Entry,
): Promise<{ readonly decided: Judgement | Refused; readonly byRoll: boolean }> {
  const { to } = entry.register;
  let byRoll = false;
  const candidates = await foundBy(run, entry, async (where) => {
    const listed = await run.known.rolls.find(to, where);
    byRoll ||= listed !== undefined;
    return listed ?? run.known.find(to, where);
  });
  const decided = await ask(run, entry, (one) => judgement(one, candidates));
  if (!byRoll) return { decided, byRoll };
  if ("kind" in decided && (decided.kind === "link" || (decided.kind === "create" && decided.searchable)))
    return { decided, byRoll };
  const fresh = await foundBy(run, entry, (where) => run.known.find(to, where));
  return { decided: await ask(run, entry, (one) => judgement(one, fresh)), byRoll: false };
}

/** For a record that the search before a create has found. */
export async function linkFound(
  run: Run,
  entry: Entry,
  record: RecordValue,
  link: Link | undefined,
): Promise<RegisterAction> {
  const followed = await ask(run, entry, (one) => one.update());
  return "body" in followed ? linkTo(run, entry, record, followed, link) : { kind: "refused", said: followed.said };
}

type Judgement =
  | { readonly kind: "link"; readonly record: RecordValue; readonly followed: Fields }
  | {
      readonly kind: "create";
      readonly made: Fields;
      readonly followed: RecordValue;
      readonly searchable: boolean;
    }
  | { readonly kind: "pass" }
  | ({ readonly kind: "refused" } & Refused);

function judgement(ready: Matchable, candidates: readonly RecordValue[]): Judgement {
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

/** A linked record: what of its followed fields differs from what was written last; all of them where that is in doubt. */
function changeOf(link: Link, update: Fields | Refused, isInDoubt: boolean): RegisterAction {
  const { record, body: before } = link.written;
  if ("said" in update) return { kind: "refused", said: update.said };
  if (!isInDoubt && stableHash(update.body) === link.writtenHash)
    return { kind: "nothing", target: link.target, record };
  const changed = isInDoubt ? update.body : changedFields(before, update.body);
  if (Object.keys(changed).length === 0) return { kind: "nothing", target: link.target, record };
  const { body: followed, lineage } = update;
  return { kind: "update", target: link.target, record, followed, changed, before, lineage, link };
}

/** Whether the next update of this pair has been sent before, and nobody knows what became of it. */
async function isUpdateInDoubt(run: Run, entry: Entry, target: string, link: Link | undefined): Promise<boolean> {
  const inDoubt = await run.known.updatesInDoubt(entry.register.name);
  return inDoubt.size > 0 && inDoubt.has(updateKey(run, entry, target, link));
}

/** The revision makes each change an effect of its own: what goes back and forth is written each time. */
export function updateKey(run: Run, { register, ready }: Entry, target: string, link: Link | undefined): string {
  return effectKey(run, register.name, ready.item.id, `update ${target} ${link?.written.revision ?? 0}`);
}

/** A record found on the other side: linked as it is, and brought up to date where its followed fields differ. */
async function linkTo(
  run: Run,
  entry: Entry,
  record: RecordValue,
  { body: followed, lineage }: Fields,
  link: Link | undefined,
): Promise<RegisterAction> {
  const { register, ready } = entry;
  const target = idOf(run.job, register.to, record);
  const other = await run.known.linkedElsewhere(register, ready.item.id, target);
  if (other !== undefined) return { kind: "refused", said: [linkTaken(entry, target, other)] };
  const isInDoubt = await isUpdateInDoubt(run, entry, target, link);
  const changed = isInDoubt ? followed : changedFields(record, followed);
  if (Object.keys(changed).length === 0) return { kind: "link", target, record, followed, link };
  return { kind: "update", target, record, followed, changed, before: record, lineage, link };
}

export function linkTaken({ register, ready }: Entry, target: string, other: string): Said {
  return saidStandard("link-taken", { record: ready.item.label, target, other }, register.span);
}

/** What the record's searches find, each record once. */
export async function foundBy(
  run: Run,
  { register, ready }: Entry,
  find: (where: RecordValue) => Promise<readonly RecordValue[]>,
): Promise<readonly RecordValue[]> {
  const found = new Map<string, RecordValue>();
  for (const where of ready.searches) {
    for (const record of await find(where)) found.set(idOf(run.job, register.to, record), record);
  }
  return [...found.values()];
}
