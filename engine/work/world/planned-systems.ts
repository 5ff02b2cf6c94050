import type { System } from "../../http/system.ts";
import type { SystemSchema } from "../../schema/system-schema.ts";
import type { RecordValue } from "../../value/value.ts";
import type { PendingIds } from "../base/pending-ids.ts";

/** The systems as a plan asks them: nothing is known there of a record that is still to be made. */
export function plannedSystems(
  systems: ReadonlyMap<string, System>,
  schemas: ReadonlyMap<string, SystemSchema>,
  pending: PendingIds,
): ReadonlyMap<string, System> {
  return new Map([...systems].map(([side, system]) => [side, plannedSystem(system, schemas.get(side), pending)]));
}

function plannedSystem(system: System, schema: SystemSchema | undefined, pending: PendingIds): System {
  const withoutId = (kind: string, record: RecordValue): RecordValue => {
    const id = schema?.kinds.get(kind)?.id ?? "id";
    return pending.has(record[id]) ? { ...record, [id]: undefined } : record;
  };
  return {
    name: system.name,
    settleMs: system.settleMs,
    ...(system.timeoutMs === undefined ? {} : { timeoutMs: system.timeoutMs }),
    pages: (kind, query) => system.pages(kind, query),
    read: async (kind, id) => (pending.has(id) ? undefined : system.read(kind, id)),
    readMany: (kind, ids) =>
      system.readMany(
        kind,
        ids.filter((id) => !pending.has(id)),
      ),
    find: async (kind, where, kept) =>
      Object.values(where).some((value) => pending.has(value)) ? [] : system.find(kind, where, kept),
    relation: (kind, relation, of, keep) =>
      system.relation(
        kind,
        relation,
        of.map((record) => withoutId(kind, record)),
        keep,
      ),
    bytes: (file) => system.bytes(file),
    write: (request, lastLook) => system.write(request, lastLook),
    probe: () => system.probe(),
    calls: () => system.calls(),
    close: () => system.close(),
  };
}
