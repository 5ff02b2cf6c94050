import chunk from "lodash-es/chunk.js";
import type { CompiledFollow, CompiledTransfer, ItemName } from "../../compile/compiled.ts";
import { ReadFault } from "../../connector/operations.ts";
import type { Effect } from "../../effect/effect.ts";
import { takeEffect } from "../../effect/take-effect.ts";
import { stepNamed } from "../../store/step.ts";
import type { RecordState } from "../../store/store.ts";
import type { RecordValue } from "../../value/value.ts";
import type { FlowRun } from "../flow-run.ts";
import type { PlannedAction } from "../planned.ts";
import { changedFields } from "../register/decide.ts";
import { saidOfReadFault } from "../said.ts";

const BATCH = 100;
/** A document may not be visible everywhere at once after it was made. */
const VISIBLE_WITHIN_MS = 24 * 60 * 60_000;

/** Watches documents that were carried, and moves their source on when the other side has moved. Never moves it back. */
export async function runFollow(run: FlowRun, follow: CompiledFollow): Promise<void> {
  for (const name of follow.of) {
    const transfer = run.job.integration.transfers.get(name);
    if (transfer === undefined) continue;
    const watched = await run.store.records.list(run.scope, { flow: name, state: "watched" });
    for (const batch of chunk(watched, BATCH)) {
      await followBatch(run, follow, transfer, batch);
      if (run.stopping()) return;
    }
  }
}

async function followBatch(
  run: FlowRun,
  follow: CompiledFollow,
  transfer: CompiledTransfer,
  batch: readonly RecordState[],
): Promise<void> {
  const sources = await run.system(transfer.from).readMany(
    transfer.from.kind,
    batch.map((state) => state.source),
  );
  const targets = await run.system(transfer.to).readMany(
    transfer.to.kind,
    batch.flatMap((state) => state.target ?? []),
  );
  const pairs: Pair[] = [];
  for (const state of batch) {
    const source = sources.get(state.source);
    const target = targets.get(state.target ?? "");
    if (source === undefined || target === undefined) letGo(run, follow, state);
    else pairs.push({ follow, transfer, state, source, target });
  }
  const evaluations = await run.evaluateAll(pairs, ({ source, target }) => follow.evaluate(run.scene, source, target));
  const tasks = pairs.map((pair, index) => ({ pair, evaluation: evaluations[index] }));
  await run.parallel(tasks, async ({ pair, evaluation }) => {
    run.books.taken(follow.name);
    try {
      if (evaluation instanceof ReadFault) throw evaluation;
      if (evaluation !== undefined) await applyRule(run, pair, evaluation);
    } catch (thrown) {
      const fault = run.trouble.ofRecord(thrown);
      if (fault.kind === "later") await run.books.wait(follow, nameOf(pair), fault.message);
      else await run.books.refuse(follow, nameOf(pair), [saidOfReadFault(fault, follow.span)], pair.source);
    }
  });
  run.world.forgetRelations();
}

/** A document that was carried, as it stands on both sides. */
interface Pair {
  readonly follow: CompiledFollow;
  readonly transfer: CompiledTransfer;
  readonly state: RecordState;
  readonly source: RecordValue;
  readonly target: RecordValue;
}

function nameOf({ state }: Pick<Pair, "state">): ItemName {
  return { id: state.source, label: state.label };
}

/** One side is not there (any more): said once and watched no longer, unless it may only not be visible yet. */
function letGo(run: FlowRun, follow: CompiledFollow, state: RecordState): void {
  const now = run.job.clock.now();
  if (run.planning || now - state.at < VISIBLE_WITHIN_MS) return;
  const said = run.standard("target-gone", { record: state.label, target: state.target ?? "" }, follow.span);
  run.books.log(follow, nameOf({ state }), "warning", said.code, said.text, said.advice, state.target);
  run.store.records.putSoon({ ...state, state: "done", at: now });
}

type Rule = NonNullable<ReturnType<CompiledFollow["evaluate"]>>;

async function applyRule(run: FlowRun, pair: Pair, rule: Rule): Promise<void> {
  const { follow, transfer, state, source } = pair;
  const before = await run.store.records.get(run.scope, follow.name, state.source);
  const writes = await writesOf(run, pair, rule);
  const isNews = rule.said !== undefined && (before?.message !== rule.said.text || before.code !== rule.said.code);
  if (run.planning) {
    if (writes.length > 0 || isNews) run.planned.add(planned(pair, rule));
    return;
  }
  for (const { side, effect } of writes) {
    const outcome = await takeEffect(effect, run.effectContext());
    if (outcome.kind === "confirmed") continue;
    const trouble = run.trouble.of(outcome, transfer[side].side, follow.span, state.label);
    return trouble.kind === "waiting"
      ? run.books.wait(follow, nameOf(pair), trouble.reason)
      : run.books.refuse(follow, nameOf(pair), trouble.said, source);
  }
  if (writes.length > 0) run.trouble.arrived();
  run.books.followed(follow, nameOf(pair), {
    rule: rule.rule,
    before,
    moved: writes.length > 0,
    said: isNews ? rule.said : undefined,
    keeps: rule.said !== undefined && !isNews,
    target: state.target,
  });
  if (rule.last) run.store.records.putSoon({ ...state, state: "done", at: run.job.clock.now() });
}

function planned({ follow, transfer, state, source }: Pair, rule: Rule): PlannedAction {
  return {
    flow: follow.name,
    action: "write back",
    record: state.source,
    label: state.label,
    to: `${transfer.from.side}/${transfer.from.kind}`,
    target: state.target,
    body: rule.writeBack,
    before: source,
    lineage: [],
    said: rule.said === undefined ? [] : [rule.said],
  };
}

interface Write {
  readonly side: "from" | "to";
  readonly effect: Effect;
}

/** What a rule still has to write: what the source has already is not written again, and an action is done once. */
async function writesOf(
  run: FlowRun,
  { follow, transfer, state, source }: Pair,
  rule: Rule,
): Promise<readonly Write[]> {
  const common = { scope: run.scope, flow: follow.name, source: state.source, search: undefined, idempotent: true };
  const writes: Write[] = [];
  if (rule.writeBack !== undefined && Object.keys(changedFields(source, rule.writeBack)).length > 0) {
    const { side, kind } = transfer.from;
    writes.push({
      side: "from",
      effect: {
        ...common,
        key: run.effectKey(follow.name, state.source, "write back"),
        step: stepNamed(`${rule.rule} from`),
        system: run.system({ side }),
        request: { kind, operation: "update", id: state.source, body: rule.writeBack },
        again: true,
        idOf: (record) => run.idOf(transfer.from, record),
      },
    });
  }
  if (rule.action !== undefined) {
    const { side, kind } = transfer.to;
    const key = run.effectKey(follow.name, state.source, `${rule.rule} ${rule.action} ${state.target ?? ""}`);
    if ((await run.store.intents.get(key))?.state !== "confirmed")
      writes.push({
        side: "to",
        effect: {
          ...common,
          key,
          step: stepNamed(`${rule.rule} to`),
          system: run.system({ side }),
          request: { kind, operation: "action", action: rule.action, id: state.target ?? "", body: {} },
          idOf: (record) => run.idOf(transfer.to, record),
        },
      });
  }
  return writes;
}
