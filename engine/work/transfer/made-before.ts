import type { Said } from "../../compile/compiled.ts";
import type { Effect } from "../../effect/effect.ts";
import { isFrozenBody } from "../../store/frozen-body.ts";
import { stableHash } from "../../value/hash.ts";
import { canonicalJson } from "../../value/json.ts";
import { saidRemembered, saidStandard } from "../base/said.ts";
import { isGone } from "../flow-run/effects.ts";
import type { Run } from "../flow-run/open-run.ts";
import { leavesTheList } from "./afterwards.ts";
import type { Item, Ready } from "./item.ts";

/**
 * A document that was taken out again because it was not what it should be. Unchanged it stays refused, with what was
 * said of it; changed, or when somebody said retry, it is made again as a document of its own.
 */
export async function undoneBefore(
  run: Run,
  { transfer, record, id }: Item,
): Promise<{ readonly generation: string; readonly refused: Said | undefined }> {
  const never = { generation: "", refused: undefined };
  if (!transfer.steps.some((step) => step.name === "verify")) return never;
  const times = await run.job.store.intents.undone(run.scope, transfer.name, id);
  if (times === 0) return never;
  const generation = ` again ${times}`;
  const before = await run.job.store.records.get(run.scope, transfer.name, id);
  if (run.effects.insists === true || before?.state !== "refused" || before.sourceHash !== stableHash(record))
    return { generation, refused: undefined };
  return { generation, refused: saidRemembered(before, transfer.span) };
}

/**
 * Whether a document that was carried to the end has been taken away on the other side since. While it is there, what has
 * become of its source since stays where it is, which is told.
 */
export async function isTakenAway(
  run: Run,
  item: Item,
  ready: Ready,
  creation: Effect,
  target: string,
): Promise<boolean> {
  const { transfer, id, label } = item;
  if (!leavesTheList(transfer)) return false;
  const before = await run.job.store.records.get(run.scope, transfer.name, id);
  if (before?.state !== "done" && before?.state !== "watched") return false;
  if (await isGone(run, transfer.to, target, creation.key)) return true;
  const intent = await run.job.store.intents.get(creation.key);
  if (intent !== undefined && !isFrozenBody(intent.body, canonicalJson(ready.body)))
    run.books.warn(
      transfer,
      item,
      saidStandard("transferred-before", { record: label, target }, transfer.span),
      target,
    );
  return false;
}
