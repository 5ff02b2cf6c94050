import type { Effect } from "../../effect/effect.ts";
import { refusalOf, takeEffect } from "../../effect/take-effect.ts";
import { stepOf } from "../../store/step.ts";
import type { Link } from "../../store/store.ts";
import { stableHash } from "../../value/hash.ts";
import { scalarsOf } from "../../value/path.ts";
import type { RecordValue } from "../../value/value.ts";
import { systemOf } from "../base/job.ts";
import { ownId } from "../base/names.ts";
import { type Setback, saidOfFaults } from "../base/said.ts";
import { confirmFound, effectKey, effectOf, isGone } from "../flow-run/effects.ts";
import type { Run } from "../flow-run/open-run.ts";
import type { Linked } from "../world/books.ts";
import { ask, type Entry, foundBy, linkFound, linkTaken, type RegisterAction, updateKey } from "./decide.ts";

/** What became of one record of a register. A linked one holds what is known of the other side's record. */
export type RecordOutcome =
  | (Linked & { readonly kind: "linked"; readonly record: RecordValue })
  | { readonly kind: "passed" }
  | Setback;

/** Does what `decide` decided, and remembers the link. */
export async function carryOut(run: Run, entry: Entry, action: RegisterAction): Promise<RecordOutcome> {
  switch (action.kind) {
    case "nothing":
      return { kind: "linked", record: action.record, id: action.target, did: "nothing" };
    case "pass":
      return { kind: "passed" };
    case "refused":
      return action;
    case "link":
      await confirmFound(run, creationKey(run, entry), action.target);
      return remember(run, entry, action, { target: action.target, record: action.record, did: "linked" });
    case "create":
      return create(run, entry, action);
    case "update":
      return update(run, entry, action);
  }
}

type CreateAction = Extract<RegisterAction, { kind: "create" }>;

function creation(run: Run, entry: Entry, action: CreateAction, after: string): Effect {
  const { register, ready } = entry;
  return effectOf(run, register, ready.item.id, register.to, {
    key: `${creationKey(run, entry)}${after}`,
    step: stepOf("create", `${register.to.side}/${register.to.kind}`),
    request: { kind: register.to.kind, operation: "create", body: action.body },
    search: action.searchable ? () => searchLinkable(run, entry) : undefined,
    idempotent: false,
  });
}

/** Reads back, past every cache, what a lost create may have made. */
async function searchLinkable(run: Run, entry: Entry): Promise<readonly RecordValue[]> {
  const { to } = entry.register;
  const records = await foundBy(run, entry, (where) => systemOf(run.job, to).find(to.kind, where));
  const linked = await ask(run, entry, (one) => records.filter((record) => one.judge([record]).kind === "link"));
  return "said" in linked ? [] : linked;
}

/** A create that the other side has refused already is no plan: it is not sent again as it is. */
export async function asKnown(run: Run, entry: Entry, action: RegisterAction): Promise<RegisterAction> {
  if (action.kind !== "create") return action;
  const refusal = await refusalOf(creation(run, entry, action, ""), run.effects);
  if (refusal === undefined) return action;
  const { to, span } = entry.register;
  return { kind: "refused", said: saidOfFaults(run.job.integration, to.side, refusal.faults, span) };
}

async function create(run: Run, entry: Entry, action: CreateAction): Promise<RecordOutcome> {
  const { register } = entry;
  let after = "";
  for (;;) {
    const effect = creation(run, entry, action, after);
    const outcome = await takeEffect(effect, run.effects);
    if (outcome.kind !== "confirmed") return run.trouble.of(outcome, register.to.side, register.span);
    // Made once and taken away since: the record that is needed now is another one.
    if (outcome.by === "remembered" && (await isGone(run, register.to, outcome.id, effect.key))) {
      after = ` after ${outcome.id}`;
      continue;
    }
    // Somebody made it since the list was read: what it has and what follows later changes is compared as for any that is found.
    if (outcome.by === "found" && action.byRoll && (await neverSent(run, effect)))
      return carryOut(run, entry, await linkFound(run, entry, outcome.record, action.link));
    const record = { ...action.body, ...outcome.record };
    run.known.noteCreated(register.to, record);
    const did = outcome.by === "found" ? "found" : "created";
    return remember(run, entry, action, { target: outcome.id, record, did });
  }
}

async function neverSent(run: Run, { key }: Effect): Promise<boolean> {
  return (await run.job.store.intents.get(key))?.sentAt === undefined;
}

async function update(
  run: Run,
  entry: Entry,
  action: Extract<RegisterAction, { kind: "update" }>,
): Promise<RecordOutcome> {
  const { register, ready } = entry;
  if (action.link?.target !== action.target) await confirmFound(run, creationKey(run, entry), action.target);
  const effect = effectOf(run, register, ready.item.id, register.to, {
    key: updateKey(run, entry, action.target, action.link),
    step: stepOf("update", `${register.to.side}/${register.to.kind}`),
    request: { kind: register.to.kind, operation: "update", id: action.target, body: action.changed },
    search: undefined,
    idempotent: true,
    again: true,
  });
  const outcome = await takeEffect(effect, run.effects);
  if (outcome.kind !== "confirmed") return run.trouble.of(outcome, register.to.side, register.span);
  const record = { ...action.record, ...action.followed };
  return remember(run, entry, action, { target: action.target, record, did: "updated" });
}

function creationKey(run: Run, { register, ready }: Entry): string {
  // Another match hash is another record of the other side, so its creation is an effect of its own.
  return effectKey(run, register.name, ready.item.id, `create ${ready.matchHash}`);
}

async function remember(
  run: Run,
  entry: Entry,
  { followed, link }: { readonly followed: RecordValue; readonly link: Link | undefined },
  linked: {
    readonly target: string;
    readonly record: RecordValue;
    readonly did: Linked["did"];
  },
): Promise<RecordOutcome> {
  const { register, ready } = entry;
  const { target, did } = linked;
  // What is kept for later: its own single values, not its parts.
  const known = { ...ownId(run.job, register.to, linked.record, target), ...scalarsOf(linked.record) };
  const put = await run.job.store.links.put({
    scope: run.scope,
    register: register.name,
    source: ready.item.id,
    target,
    matchHash: ready.matchHash,
    writtenHash: stableHash(followed),
    written: { record: known, body: followed, revision: (link?.written.revision ?? 0) + 1 },
    origin: originOf(link, target, did),
  });
  if (put) return { kind: "linked", record: known, id: target, did };
  const other = await run.job.store.links.byTarget(run.scope, register.name, target);
  return { kind: "refused", said: [linkTaken(entry, target, other?.source ?? "")] };
}

/** How a pair came about stays as it was while it is the same pair: a person's own link is never matched again. */
function originOf(link: Link | undefined, target: string, did: Linked["did"]) {
  if (link?.target === target) return link.origin;
  return did === "created" || did === "found" ? "created" : "matched";
}
