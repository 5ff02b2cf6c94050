import { chunk } from "lodash-es";
import type { CompiledFollow, CompiledTransfer } from "../compile/compiled.ts";
import { ReadFault, type WriteRequest } from "../connector/operations.ts";
import type { RecordState } from "../store/store.ts";
import { stableHash } from "../value/hash.ts";
import type { RecordValue } from "../value/value.ts";
import { takeEffect } from "./effect.ts";
import type { FlowRun } from "./flow-run.ts";
import { saidOfReadFault } from "./said.ts";

const BATCH = 100;

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
    batch.map((state) => state.target ?? ""),
  );
  const pairs = batch.flatMap((state) => {
    const source = sources.get(state.source);
    const target = targets.get(state.target ?? "");
    return source === undefined || target === undefined ? [] : [{ state, source, target }];
  });
  const evaluations = await run.evaluateAll(pairs, ({ source, target }) => follow.evaluate(run.scene, source, target));
  const tasks = pairs.map((pair, index) => ({ ...pair, evaluation: evaluations[index] }));
  await run.parallel(tasks, async ({ state, source, evaluation }) => {
    run.taken(follow.name);
    const item = { id: state.source, label: state.label };
    if (evaluation === undefined) return;
    if (evaluation instanceof ReadFault)
      return run.refuse(follow, item, [saidOfReadFault(evaluation, follow.span)], source);
    await applyRule(run, follow, transfer, state, source, evaluation);
  });
  run.world.forgetRelations();
}

type Rule = NonNullable<ReturnType<CompiledFollow["evaluate"]>>;

async function applyRule(
  run: FlowRun,
  follow: CompiledFollow,
  transfer: CompiledTransfer,
  state: RecordState,
  source: RecordValue,
  rule: Rule,
): Promise<void> {
  const item = { id: state.source, label: state.label };
  if (run.planning) {
    run.planned.push({
      flow: follow.name,
      action: "write back",
      record: item.id,
      label: item.label,
      to: `${transfer.from.system}/${transfer.from.kind}`,
      target: state.target,
      body: rule.writeBack,
      before: source,
      lineage: [],
      said: rule.said === undefined ? [] : [rule.said],
    });
    return;
  }
  const writes: readonly { readonly side: "from" | "to"; readonly request: WriteRequest }[] = [
    ...(rule.writeBack === undefined
      ? []
      : [
          {
            side: "from" as const,
            request: { kind: transfer.from.kind, operation: "update" as const, id: state.source, body: rule.writeBack },
          },
        ]),
    ...(rule.action === undefined
      ? []
      : [
          {
            side: "to" as const,
            request: {
              kind: transfer.to.kind,
              operation: "action" as const,
              action: rule.action,
              id: state.target ?? "",
              body: {},
            },
          },
        ]),
  ];
  for (const { side, request } of writes) {
    const kind = transfer[side];
    const outcome = await takeEffect(
      {
        key: run.effectKey(follow.name, item.id, `${rule.rule} ${side} ${stableHash([request.body, source])}`),
        scope: run.scope,
        flow: follow.name,
        source: item.id,
        step: `${rule.rule} ${side}`,
        system: run.system(kind),
        request,
        search: undefined,
        idempotent: true,
        idOf: (record) => run.idOf(kind, record),
      },
      run.effectContext(),
    );
    if (outcome.kind === "confirmed") continue;
    const trouble = run.troubleOf(outcome, kind.system, follow.span, item.label);
    return trouble.kind === "waiting"
      ? run.wait(follow, item, trouble.reason)
      : run.refuse(follow, item, trouble.said, source);
  }
  if (rule.said !== undefined)
    run.log(follow, item, "warning", rule.said.code, rule.said.text, rule.said.advice, state.target);
  else if (rule.writeBack !== undefined)
    run.log(follow, item, "info", "followed", `${item.label}: ${rule.rule}`, undefined, state.target);
  run.countsOf(follow.name).updated++;
  if (rule.last) run.store.records.putSoon({ ...state, state: "done", at: run.job.clock.now() });
}
