import type { CompiledRegister, CompiledTransfer } from "../compile/compiled.ts";
import { type ListQuery, ReadFault } from "../connector/operations.ts";
import type { FlowRun } from "./flow-run.ts";

/** What a flow asks its source's list for; `since`: only what has changed since then. Throws `ReadFault`. */
export async function listQuery(
  run: FlowRun,
  flow: CompiledRegister | CompiledTransfer,
  since: string | undefined,
): Promise<ListQuery> {
  const where = await run.evaluateOne((scene) => flow.listFilter(scene));
  if (where instanceof ReadFault) throw where;
  return {
    where,
    ...(since === undefined ? {} : { changedSince: since }),
    ...(flow.keep === undefined ? {} : { keep: flow.keep }),
  };
}
