import type { CompiledFlow, KindRef } from "../compile/compiled.ts";
import { findById, findByLabel } from "../review/explain.ts";
import type { RecordValue } from "../value/value.ts";
import { type Job, systemOf } from "../work/base/job.ts";
import { nameOf } from "../work/base/names.ts";

/** A source record that a person named, as one flow takes it. */
export interface NamedRecord {
  readonly flow: string;
  /** `severa/invoice`. */
  readonly kind: string;
  readonly id: string;
  readonly label: string;
}

/** The source records of these flows that a person means: by id where one has it, else by what names them to people. */
export async function recordsNamed(
  job: Job,
  flows: readonly string[] | undefined,
  named: string,
): Promise<readonly NamedRecord[]> {
  const asked = job.integration.flows.map(({ flow }) => flow).filter(({ name }) => flows?.includes(name) !== false);
  const byId = await foundIn(job, asked, (kind) => search(job, kind, named, findById));
  return byId.length > 0 ? byId : foundIn(job, asked, (kind) => search(job, kind, named, findByLabel));
}

async function search(job: Job, kind: KindRef, named: string, find: typeof findById): Promise<readonly RecordValue[]> {
  const schema = job.schemas.get(kind.side)?.kinds.get(kind.kind);
  return schema === undefined ? [] : find(systemOf(job, kind), schema, named);
}

/** Each kind is searched once, however many flows read it. */
async function foundIn(
  job: Job,
  flows: readonly CompiledFlow[],
  find: (kind: KindRef) => Promise<readonly RecordValue[]>,
): Promise<readonly NamedRecord[]> {
  const kinds = new Map<string, Promise<readonly RecordValue[]>>();
  const found: NamedRecord[] = [];
  for (const flow of flows) {
    for (const from of sourcesOf(job, flow)) {
      const kind = `${from.side}/${from.kind}`;
      const searched = kinds.get(kind) ?? find(from);
      kinds.set(kind, searched);
      for (const record of await searched) found.push({ flow: flow.name, kind, ...nameOf(job, from, record) });
    }
  }
  return found;
}

/** The kinds that a flow reads its records from; a follow those of the transfers that it looks after. */
function sourcesOf(job: Job, flow: CompiledFlow): readonly KindRef[] {
  if (flow.kind !== "follow") return [flow.from];
  return flow.of.flatMap((name) => job.integration.transfers.get(name)?.from ?? []);
}
