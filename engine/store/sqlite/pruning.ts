import { prunedBody } from "../frozen-body.ts";
import type { Pruned } from "../upkeep.ts";
import type { SqliteTables } from "./tables.ts";

/** Rows that one transaction lets go: others who write wait for it for some milliseconds. */
const STEP = 500;

/**
 * Lets go what is older than `before`, kind by kind, one short transaction a step; ended at any moment, what went is gone
 * and the rest is whole. What may not go, and why:
 *
 * - intents, with their hashes and answers: that a write is confirmed is all that keeps it from being made again;
 * - bodies of what is not confirmed: a lost write is searched for, and repeated, with its frozen body;
 * - records and links: they know what belongs together, and the last error of what is open;
 * - what is remembered, and watermarks: what is to be looked at again;
 * - leases: their fences only rise;
 * - the last run of each scope, and the newest entry of the log, whose number the next one must follow.
 */
export async function* pruning(tables: SqliteTables, before: number): AsyncGenerator<Pruned> {
  yield* entries(tables, before);
  yield* bodies(tables, before);
  for (const [kind, sql] of [
    ["mails", "DELETE FROM outbox WHERE number IN (SELECT number FROM outbox WHERE sent = 1 AND nextAt < ? LIMIT ?)"],
    [
      "runs",
      `DELETE FROM run WHERE id IN (SELECT id FROM run AS old WHERE startedAt < ? AND EXISTS
        (SELECT 1 FROM run AS later WHERE later.scope = old.scope AND later.startedAt > old.startedAt) LIMIT ?)`,
    ],
  ] as const) {
    for (let count = STEP; count === STEP; ) {
      count = await tables.commit.write(() => tables.change(sql, before, STEP));
      if (count > 0) yield { kind, count };
    }
  }
}

/** From the oldest on, until some hundreds in a row are young enough. */
async function* entries(tables: SqliteTables, before: number): AsyncGenerator<Pruned> {
  const next = `SELECT id, at FROM log WHERE id > ? AND id < (SELECT max(id) FROM log) ORDER BY id LIMIT ?`;
  for (let last = 0; ; ) {
    const part = await tables.commit.read(() => tables.all<{ id: number; at: number }>(next, last, STEP));
    const old = JSON.stringify(part.filter(({ at }) => at < before).map(({ id }) => id));
    if (old === "[]") return;
    last = part.at(-1)?.id ?? last;
    const count = await tables.writeTogether(() => {
      tables.change("DELETE FROM log_words WHERE rowid IN (SELECT value FROM json_each(?))", old);
      return tables.change("DELETE FROM log WHERE id IN (SELECT value FROM json_each(?))", old);
    });
    yield { kind: "log", count };
  }
}

/** In the order in which the writes were intended, until some hundreds in a row were touched since. */
async function* bodies(tables: SqliteTables, before: number): AsyncGenerator<Pruned> {
  const end =
    "SELECT max(number) AS number, min(updatedAt) AS oldest FROM (SELECT number, updatedAt FROM intent WHERE number > ? ORDER BY number LIMIT ?)";
  const settled = `SELECT number, body FROM intent JOIN intent_body USING (number)
    WHERE number > ? AND number <= ? AND state = 'confirmed' AND updatedAt < ? AND body NOT LIKE 'sha256:%'`;
  for (let last = 0; ; ) {
    const part = await tables.commit.read(() => tables.one<{ number?: number; oldest?: number }>(end, last, STEP));
    const to = part?.number;
    if (to === undefined || (part?.oldest ?? before) >= before) return;
    const count = await tables.writeTogether(() => {
      const found = tables.all<{ number: number; body: string }>(settled, last, to, before);
      for (const { number, body } of found)
        tables.change("UPDATE intent_body SET body = ? WHERE number = ?", prunedBody(body), number);
      return found.length;
    });
    last = to;
    yield { kind: "bodies", count };
  }
}
