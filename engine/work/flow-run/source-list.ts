import chunk from "lodash-es/chunk.js";
import type { CompiledRegister, CompiledTransfer } from "../../compile/compiled.ts";
import { type ListQuery, ReadFault } from "../../connector/operations.ts";
import type { RecordValue } from "../../value/value.ts";
import { systemOf } from "../base/job.ts";
import { goneOut } from "../base/left-out.ts";
import { evaluateOne } from "../world/evaluate.ts";
import type { Run } from "./open-run.ts";

/** What a flow asks its source's list for; `since`: only what has changed since then. Throws `ReadFault`. */
export async function listQuery(
  run: Run,
  flow: CompiledRegister | CompiledTransfer,
  since: string | undefined,
): Promise<ListQuery> {
  const where = await evaluateOne(run.scene, (scene) => flow.listFilter(scene));
  if (where instanceof ReadFault) throw where;
  return {
    where,
    ...(since === undefined ? {} : { changedSince: since }),
    ...(flow.keep === undefined ? {} : { keep: flow.keep }),
  };
}

/** A record read by its id as the list would give it, so that both are the same record. */
export function asListed({ keep }: Pick<CompiledTransfer, "keep">, record: RecordValue): RecordValue {
  return keep === undefined ? record : Object.fromEntries(Object.entries(record).filter(([field]) => keep.has(field)));
}

/** The source records that were named, read by their ids, so many at a time; those that are not there are left out. */
export async function* named(
  run: Run,
  flow: CompiledRegister | CompiledTransfer,
  wanted: readonly string[],
  size: number,
): AsyncGenerator<ReadonlyMap<string, RecordValue>> {
  const { from } = flow;
  for (const ids of chunk(wanted, size)) {
    const found = await systemOf(run.job, from).readMany(from.kind, ids);
    for (const id of ids) if (!found.has(id)) run.leftOut.push(goneOut(flow.name, id, from.side, from.kind));
    yield new Map(
      ids.flatMap((id) => {
        const record = found.get(id);
        return record === undefined ? [] : [[id, asListed(flow, record)] as const];
      }),
    );
  }
}

/**
 * Source records that an earlier run could not settle, read again by their ids, so many at a time. Of those that are not
 * there any more nothing is left to be done.
 */
export async function* leftOpen(
  run: Run,
  flow: CompiledRegister | CompiledTransfer,
  size: number,
): AsyncGenerator<ReadonlyMap<string, RecordValue>> {
  const { from } = flow;
  for (const ids of chunk(await run.watermarks.open(flow), size)) {
    const again = await systemOf(run.job, from).readMany(from.kind, ids);
    for (const id of ids) {
      if (again.has(id)) continue;
      await run.watermarks.noteOpen(flow, id, false);
      await run.books.gone(flow, id);
    }
    yield again;
  }
}
