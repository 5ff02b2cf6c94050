import type { Said } from "../../compile/compiled.ts";
import type { Effect } from "../../effect/effect.ts";
import { refusalOf, takeEffect } from "../../effect/take-effect.ts";
import { stepOf } from "../../store/step.ts";
import type { Link } from "../../store/store.ts";
import { stableHash } from "../../value/hash.ts";
import { scalarsOf } from "../../value/path.ts";
import type { RecordValue } from "../../value/value.ts";
import type { FlowRun } from "../flow-run.ts";
import { saidOfFaults } from "../said.ts";
import { ask, type Candidate, foundBy, linkTaken, type RegisterAction, updateKey } from "./decide.ts";

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
    step: stepOf("create", `${register.to.side}/${register.to.kind}`),
    system: run.system(register.to),
    request: { kind: register.to.kind, operation: "create", body: action.body },
    search: action.searchable ? () => searchLinkable(run, { register, ready, record }) : undefined,
    idempotent: false,
    idOf: (made) => run.idOf(register.to, made),
  };
}

/** Reads back, past every cache, what a lost create may have made. */
async function searchLinkable(run: FlowRun, candidate: Candidate): Promise<readonly RecordValue[]> {
  const { to } = candidate.register;
  const records = await foundBy(run, candidate, (where) => run.system(to).find(to.kind, where));
  const linked = await ask(run, candidate, (one) => records.filter((record) => one.judge([record]).kind === "link"));
  return "said" in linked ? [] : linked;
}

async function create(run: FlowRun, candidate: Candidate, action: CreateAction): Promise<Carried> {
  const { register } = candidate;
  let after = "";
  for (;;) {
    const effect = creation(run, candidate, action, after);
    const outcome = await takeEffect(effect, run.effectContext());
    if (outcome.kind !== "confirmed") return run.trouble.of(outcome, register.to.side, register.span);
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
      key: updateKey(run, candidate, action.target, action.link),
      scope: run.scope,
      flow: register.name,
      source: ready.item.id,
      step: stepOf("update", `${register.to.side}/${register.to.kind}`),
      system: run.system(register.to),
      request: { kind: register.to.kind, operation: "update", id: action.target, body: action.changed },
      search: undefined,
      idempotent: true,
      again: true,
      idOf: (record) => run.idOf(register.to, record),
    },
    run.effectContext(),
  );
  if (outcome.kind !== "confirmed") return run.trouble.of(outcome, register.to.side, register.span);
  const record = { ...action.record, ...action.followed };
  return remember(run, candidate, action, { target: action.target, record, did: "updated" });
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
  // What is kept for later: its own single values, not its parts.
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
    written: { record: known, body: followed, revision: (link?.written.revision ?? 0) + 1 },
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

/** A create that the other side has refused already is no plan: it is not sent again as it is. */
export async function asKnown(run: FlowRun, candidate: Candidate, action: RegisterAction): Promise<RegisterAction> {
  if (action.kind !== "create") return action;
  const refusal = await refusalOf(creation(run, candidate, action, ""), run.effectContext());
  if (refusal === undefined) return action;
  const { register } = candidate;
  return {
    kind: "refused",
    said: saidOfFaults(run.job.integration, register.to.side, refusal.faults, register.span),
  };
}
