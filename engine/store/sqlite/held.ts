import type { Held } from "../upkeep.ts";
import type { SqliteTables } from "./tables.ts";

/** Confirmed for so long that its frozen body may go. */
const isOldBody = "state = 'confirmed' AND updatedAt < ? AND body NOT LIKE 'sha256:%'";
/** A run is not its scope's last. */
const hasSuccessor = `EXISTS (SELECT 1 FROM run AS later WHERE later.scope = run.scope AND later.startedAt > run.startedAt)`;

const counts: readonly (readonly [Held["kind"], string])[] = [
  ["log", "SELECT count(*) AS count, min(at) AS oldest, count(*) FILTER (WHERE at < ?) AS old FROM log"],
  ["writes", "SELECT count(*) AS count, min(updatedAt) AS oldest, 0 AS old FROM intent WHERE ? IS NOT NULL"],
  [
    "bodies",
    `SELECT count(*) AS count, min(updatedAt) AS oldest, count(*) FILTER (WHERE ${isOldBody}) AS old
      FROM intent JOIN intent_body USING (number) WHERE body NOT LIKE 'sha256:%'`,
  ],
  ["records", "SELECT count(*) AS count, min(at) AS oldest, 0 AS old FROM record WHERE ? IS NOT NULL"],
  ["links", "SELECT count(*) AS count, NULL AS oldest, 0 AS old FROM link WHERE ? IS NOT NULL"],
  ["remembered", "SELECT count(*) AS count, NULL AS oldest, 0 AS old FROM memory WHERE ? IS NOT NULL"],
  [
    "mails",
    "SELECT count(*) AS count, min(nextAt) AS oldest, count(*) FILTER (WHERE nextAt < ?) AS old FROM outbox WHERE sent = 1",
  ],
  [
    "mails waiting",
    "SELECT count(*) AS count, min(nextAt) AS oldest, 0 AS old FROM outbox WHERE sent = 0 AND ? IS NOT NULL",
  ],
  [
    "runs",
    `SELECT count(*) AS count, min(startedAt) AS oldest, count(*) FILTER (WHERE startedAt < ? AND ${hasSuccessor}) AS old FROM run`,
  ],
];

/** What there is of each kind, and how much of it a prune up to `before` would let go. Reads everything once. */
export function heldBy(tables: SqliteTables, before: number): readonly Held[] {
  return counts.map(([kind, sql]) => {
    const row = tables.one<Omit<Held, "kind">>(sql, before);
    return { kind, count: row?.count ?? 0, oldest: row?.oldest, old: row?.old ?? 0 };
  });
}
