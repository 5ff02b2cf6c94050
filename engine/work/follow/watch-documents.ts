import chunk from "lodash-es/chunk.js";
import type { CompiledFollow, CompiledTransfer, ItemName } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import type { Effect } from "../../effect/effect.ts";
import { takeEffect } from "../../effect/take-effect.ts";
import { inParallel } from "../../http/parallel.ts";
import { stepNamed } from "../../store/step.ts";
import type { RecordState } from "../../store/store.ts";
import type { RecordValue } from "../../value/value.ts";
import { changedFields } from "../base/changed-fields.ts";
import { systemOf } from "../base/job.ts";
import { notDue } from "../base/left-out.ts";
import { type PlannedAction, plannedOf } from "../base/planned.ts";
import { saidOfReadFault, saidStandard } from "../base/said.ts";
import type { Selection } from "../base/selection.ts";
import { effectKey, effectOf } from "../flow-run/effects.ts";
import { type Run, untilStopped } from "../flow-run/open-run.ts";
import { isApproved } from "../flow-run/rehearse.ts";
import { evaluateAll } from "../world/evaluate.ts";

const BATCH = 100;
/** A document may not be visible everywhere at once after it was made. */
const VISIBLE_WITHIN_MS = 24 * 60 * 60_000;

/** Watches documents that were carried, and moves their source on when the other side has moved. Never moves it back. */
export async function watchDocuments(run: Run, follow: CompiledFollow): Promise<void> {
  const looked = new Set<string>();
  for (const name of follow.of) {
    const transfer = run.job.integration.transfers.get(name);
    if (transfer === undefined) continue;
    const watched = (await run.job.store.records.list(run.scope, { flow: name, state: "watched" })).filter((state) =>
      isTakenUp(run.selection, follow, state),
    );
    for (const { source } of watched) looked.add(source);
    for (const batch of chunk(watched, BATCH)) {
      await followBatch(run, follow, transfer, batch);
      if (run.stopping()) return;
    }
  }
  if (run.selection.kind !== "named") return;
  for (const id of run.selection.records.get(follow.name) ?? [])
    if (!looked.has(id)) run.leftOut.push(notDue(follow.name, id, id));
}

/** Since a moment: what was carried, or last changed in the books, from then on. */
function isTakenUp(selection: Selection, { name }: CompiledFollow, { source, at }: RecordState): boolean {
  switch (selection.kind) {
    case "due":
      return true;
    case "since":
      return at >= Date.parse(selection.since);
    case "named":
      return selection.records.get(name)?.includes(source) === true;
  }
}

async function followBatch(
  run: Run,
  follow: CompiledFollow,
  transfer: CompiledTransfer,
  batch: readonly RecordState[],
): Promise<void> {
  const sources = await systemOf(run.job, transfer.from).readMany(
    transfer.from.kind,
    batch.map((state) => state.source),
  );
  const targets = await systemOf(run.job, transfer.to).readMany(
    transfer.to.kind,
    batch.flatMap((state) => state.target ?? []),
  );
  const { scene } = run;
  const pairs: Pair[] = [];
  for (const state of batch) {
    const source = sources.get(state.source);
    const target = targets.get(state.target ?? "");
    if (source === undefined || target === undefined) letGo(run, follow, state);
    else pairs.push({ follow, transfer, state, source, target });
  }
  const evaluations = await evaluateAll(scene.world, pairs, ({ source, target }) =>
    follow.evaluate(scene, source, target),
  );
  const evaluated = pairs.map((pair, index) => ({ pair, evaluation: evaluations[index] }));
  const take = untilStopped(run, async ({ pair, evaluation }: (typeof evaluated)[number]) => {
    run.books.taken(follow.name);
    try {
      if (evaluation instanceof ReadFault) throw evaluation;
      if (evaluation === undefined) return;
      if (await isApproved(run, follow, itemOf(pair), (rehearsal) => applyRule(rehearsal, pair, evaluation)))
        await applyRule(run, pair, evaluation);
    } catch (thrown) {
      const fault = run.trouble.ofRecord(thrown);
      if (fault.kind === "later") await run.books.wait(follow, itemOf(pair), fault.message);
      else await run.books.refuse(follow, itemOf(pair), [saidOfReadFault(fault, follow.span)], pair.source);
    }
  });
  await inParallel(evaluated, run.job.concurrency, take);
  scene.world.forgetRelations();
}

/** A document that was carried, as it stands on both sides. */
interface Pair {
  readonly follow: CompiledFollow;
  readonly transfer: CompiledTransfer;
  readonly state: RecordState;
  readonly source: RecordValue;
  readonly target: RecordValue;
}

function itemOf({ state }: Pick<Pair, "state">): ItemName {
  return { id: state.source, label: state.label };
}

/** One side is not there (any more): said once and watched no longer, unless it may only not be visible yet. */
function letGo(run: Run, follow: CompiledFollow, state: RecordState): void {
  const now = run.job.clock.now();
  if (run.planning || run.approval !== undefined || now - state.at < VISIBLE_WITHIN_MS) return;
  const said = saidStandard("target-gone", { record: state.label, target: state.target ?? "" }, follow.span);
  run.books.warn(follow, itemOf({ state }), said, state.target);
  run.job.store.records.putSoon({ ...state, state: "done", at: now });
}

type Rule = NonNullable<ReturnType<CompiledFollow["evaluate"]>>;

async function applyRule(run: Run, pair: Pair, rule: Rule): Promise<void> {
  const { follow, state, source } = pair;
  const before = await run.job.store.records.get(run.scope, follow.name, state.source);
  const writes = await writesOf(run, pair, rule);
  const isNews = rule.said !== undefined && (before?.message !== rule.said.text || before.code !== rule.said.code);
  if (run.planning) {
    if (writes.length > 0 || isNews) await run.planned.add(planned(pair, rule));
    return;
  }
  for (const { side, effect } of writes) {
    const outcome = await takeEffect(effect, run.effects);
    if (outcome.kind === "confirmed") continue;
    const trouble = run.trouble.of(outcome, side, follow.span, state.label);
    return trouble.kind === "waiting"
      ? run.books.wait(follow, itemOf(pair), trouble.reason)
      : run.books.refuse(follow, itemOf(pair), trouble.said, source);
  }
  if (writes.length > 0) run.trouble.arrived();
  run.books.followed(follow, itemOf(pair), {
    rule: rule.rule,
    before,
    moved: writes.length > 0,
    said: isNews ? rule.said : undefined,
    keeps: rule.said !== undefined && !isNews,
    target: state.target,
  });
  if (rule.last) run.job.store.records.putSoon({ ...state, state: "done", at: run.job.clock.now() });
}

function planned(pair: Pair, rule: Rule): PlannedAction {
  const { follow, transfer, state, source } = pair;
  return {
    ...plannedOf(follow, itemOf(pair), source),
    action: "write back",
    to: `${transfer.from.side}/${transfer.from.kind}`,
    target: state.target,
    body: rule.writeBack,
    before: rule.writeBack === undefined ? undefined : source,
    said: rule.said === undefined ? [] : [rule.said],
  };
}

interface Write {
  readonly side: string;
  readonly effect: Effect;
}

/** What a rule still has to write: what the source has already is not written again, and an action is done once. */
async function writesOf(run: Run, { follow, transfer, state, source }: Pair, rule: Rule): Promise<readonly Write[]> {
  const writes: Write[] = [];
  if (rule.writeBack !== undefined && Object.keys(changedFields(source, rule.writeBack)).length > 0) {
    const { from } = transfer;
    const effect = effectOf(run, follow, state.source, from, {
      key: effectKey(run, follow.name, state.source, "write back"),
      step: stepNamed(`${rule.rule} from`),
      request: { kind: from.kind, operation: "update", id: state.source, body: rule.writeBack },
      search: undefined,
      idempotent: true,
      again: true,
    });
    writes.push({ side: from.side, effect });
  }
  if (rule.action !== undefined) {
    const { to } = transfer;
    const target = state.target ?? "";
    const effect = effectOf(run, follow, state.source, to, {
      key: effectKey(run, follow.name, state.source, `${rule.rule} ${rule.action} ${target}`),
      step: stepNamed(`${rule.rule} to`),
      request: { kind: to.kind, operation: "action", action: rule.action, id: target, body: {} },
      search: undefined,
      idempotent: true,
    });
    if ((await run.job.store.intents.get(effect.key))?.state !== "confirmed") writes.push({ side: to.side, effect });
  }
  return writes;
}
