import type { Flaw } from "../upkeep.ts";
import type { SqliteTables } from "./tables.ts";

const RESTORE = "Restore the store from a backup: koppel store restore FILE";
const REPORT = "Nothing is sent twice because of it; please report it";

/** Each counts the rows that cannot be. */
const laws: readonly (readonly [what: string, sql: string, advice: string])[] = [
  [
    "writes whose frozen body is missing",
    "SELECT count(*) AS count FROM intent LEFT JOIN intent_body USING (number) WHERE body IS NULL",
    RESTORE,
  ],
  [
    "bodies without a write",
    "SELECT count(*) AS count FROM intent_body WHERE number NOT IN (SELECT number FROM intent)",
    REPORT,
  ],
  [
    "writes not confirmed whose body was pruned",
    "SELECT count(*) AS count FROM intent JOIN intent_body USING (number) WHERE state IN ('sending', 'uncertain') AND body LIKE 'sha256:%'",
    RESTORE,
  ],
  [
    "writes on their way of which nothing says when they were sent",
    "SELECT count(*) AS count FROM intent WHERE state IN ('sending', 'uncertain') AND (sentAt IS NULL OR settleUntil IS NULL)",
    RESTORE,
  ],
  [
    "creations confirmed without the id of what was made",
    "SELECT count(*) AS count FROM intent WHERE state = 'confirmed' AND step GLOB 'create *' AND coalesce(targetId, '') = ''",
    REPORT,
  ],
  [
    "writes under a newer fence than their lease has",
    "SELECT count(*) AS count FROM intent LEFT JOIN lease ON lease.name = 'run ' || scope WHERE intent.fence > coalesce(lease.fence, 0) AND intent.fence > 0",
    RESTORE,
  ],
  [
    "records in a state that there is not",
    "SELECT count(*) AS count FROM record WHERE state NOT IN ('done', 'refused', 'waiting', 'watched', 'skipped')",
    RESTORE,
  ],
  [
    "records watched without a document",
    "SELECT count(*) AS count FROM record INDEXED BY record_not_done WHERE state <> 'done' AND state = 'watched' AND coalesce(target, '') = ''",
    REPORT,
  ],
  [
    "links that do not say what was written",
    "SELECT count(*) AS count FROM link WHERE NOT json_valid(written) OR source = '' OR target = ''",
    RESTORE,
  ],
  [
    "entries of the log that no search finds",
    "SELECT count(*) AS count FROM log WHERE id <= (SELECT CAST(value AS INTEGER) FROM store_meta WHERE key = 'log words') AND id NOT IN (SELECT rowid FROM log_words)",
    REPORT,
  ],
];

/** What SQLite finds damaged, and what of ours cannot be. Reads the whole file. */
export function flawsOf(tables: SqliteTables): readonly Flaw[] {
  const damages = tables
    .all<{ integrity_check: string }>("PRAGMA integrity_check")
    .filter(({ integrity_check }) => integrity_check !== "ok")
    .map(({ integrity_check }) => ({ what: `SQLite: ${integrity_check}`, count: 1, advice: RESTORE }));
  // What is damaged cannot be asked.
  if (damages.length > 0) return damages;
  const strays = tables.all("PRAGMA foreign_key_check").length;
  return [
    ...(strays === 0 ? [] : [{ what: "rows that refer to a row that is not there", count: strays, advice: RESTORE }]),
    ...laws.flatMap(([what, sql, advice]) => {
      const count = tables.one<{ count: number }>(sql)?.count ?? 0;
      return count === 0 ? [] : [{ what, count, advice }];
    }),
  ];
}
