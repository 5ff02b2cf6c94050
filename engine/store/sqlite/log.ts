import type { LogEntry, LogFilter, StoredEntry, TransferLog } from "../store.ts";
import { LogWords } from "./log-words.ts";
import type { SqliteTables } from "./tables.ts";

const written = "at, run, source, label, level, code, message, advice, target";
// From the entry to its place, never the other way round.
const entries = `SELECT id, at, scope, run, flow, log.source, log.label, level, code, message, advice, target
  FROM log CROSS JOIN place ON place.number = log.place`;
/** As many entries as a list gives when nobody says how many. */
const USUAL_LIMIT = 1000;

type Bound = string | number;

export class SqliteLog implements TransferLog {
  readonly #tables: SqliteTables;
  readonly #words: LogWords;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
    this.#words = new LogWords(tables);
  }

  add(entry: LogEntry): void {
    this.#tables.commit.ride(() => {
      const id = this.#insert(entry) ?? this.#insertAtNewPlace(entry);
      this.#words.added(Number(id));
    });
  }

  #insert(entry: LogEntry): number | bigint | undefined {
    return this.#tables.insert(
      `INSERT INTO log (${written}, place) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, number FROM place WHERE scope = ? AND flow = ?`,
      ...[entry.at, entry.run, entry.source, entry.label, entry.level, entry.code, entry.message],
      ...[entry.advice, entry.target, entry.scope, entry.flow],
    );
  }

  #insertAtNewPlace(entry: LogEntry): number | bigint | undefined {
    this.#tables.change("INSERT INTO place (scope, flow) VALUES (?, ?)", entry.scope, entry.flow);
    return this.#insert(entry);
  }

  list(filter: LogFilter): Promise<readonly StoredEntry[]> {
    return this.#tables.commit.read(() => {
      const { about, limit = USUAL_LIMIT } = filter;
      const found = about === undefined ? this.#newest(filter, limit) : this.#about(filter, about, limit);
      return found.toSorted((a, b) => a.at - b.at || a.id - b.id).slice(-limit);
    });
  }

  /** Each place has its entries in their order: of the newest of each, the newest of all. */
  #newest(filter: LogFilter, limit: number): readonly StoredEntry[] {
    const { level, since } = filter;
    const conditions = [
      // Spelled out, since only then SQLite sees that its index of these will do.
      ...(level === undefined ? [] : [level === "info" ? "level = ?" : "level <> 'info' AND level = ?"]),
      ...(since === undefined ? [] : ["at >= ?"]),
    ].map((condition) => `AND ${condition}`);
    const values = [level, since].filter((value) => value !== undefined);
    const sql = `SELECT id, at FROM log WHERE place = ? ${conditions.join(" ")} ORDER BY at DESC, id DESC LIMIT ?`;
    const near = this.#places(filter).flatMap((place) =>
      this.#tables.all<{ id: number; at: number }>(sql, place, ...values, limit),
    );
    const ids = near.toSorted((a, b) => b.at - a.at || b.id - a.id).slice(0, limit);
    return this.#tables.all<StoredEntry>(
      `${entries} WHERE id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(ids.map(({ id }) => id)),
    );
  }

  #about(filter: LogFilter, about: string, limit: number): readonly StoredEntry[] {
    const [conditions, values] = conditionsOf(filter);
    const indexed = `${entries.replace("FROM log", "FROM log_words CROSS JOIN log ON log.id = log_words.rowid")}
      WHERE log_words MATCH ? ${conditions} ORDER BY log_words.rowid DESC LIMIT ?`;
    const others = `${entries} WHERE id > ? ${conditions} ORDER BY id DESC LIMIT ?`;
    return [
      ...this.#tables.all<StoredEntry>(indexed, LogWords.match(about), ...values, limit),
      ...this.#tables.all<StoredEntry>(others, this.#words.upTo(), ...values, limit),
    ];
  }

  /** The records that entries about it name, each once; the newest 1000. Only inside a read or a write. */
  named(filter: LogFilter & { readonly about: string }): readonly Pick<LogEntry, "flow" | "source">[] {
    const found = this.#about(filter, filter.about, USUAL_LIMIT);
    return [...new Map(found.map((entry) => [`${entry.flow} ${entry.source}`, entry])).values()];
  }

  after(id: number, filter: LogFilter): Promise<readonly StoredEntry[]> {
    const [conditions, values] = conditionsOf(filter);
    const sql = `${entries} WHERE id > ? ${conditions} ORDER BY id LIMIT ?`;
    return this.#tables.commit.read(() =>
      this.#tables.all<StoredEntry>(sql, id, ...values, filter.limit ?? USUAL_LIMIT),
    );
  }

  async newest(): Promise<number> {
    const sql = "SELECT max(id) AS id FROM log";
    return (await this.#tables.commit.read(() => this.#tables.one<{ id?: number }>(sql)))?.id ?? 0;
  }

  #places({ scope, flow }: LogFilter): readonly number[] {
    const scopes = scopesOf(scope);
    const sql = `SELECT number FROM place WHERE (? IS NULL OR scope IN (SELECT value FROM json_each(?)))
      AND (? IS NULL OR flow = ?)`;
    return this.#tables.all<{ number: number }>(sql, scopes, scopes, flow, flow).map(({ number }) => number);
  }
}

/** What an entry must be besides where it is looked for, and the values in it. */
function conditionsOf({ scope, flow, level, since, about }: LogFilter): readonly [string, readonly Bound[]] {
  const conditions: string[] = [];
  const values: Bound[] = [];
  const demand = (condition: string, value: Bound | undefined): void => {
    if (value === undefined) return;
    conditions.push(`AND ${condition}`);
    values.push(value);
  };
  demand("scope IN (SELECT value FROM json_each(?))", scopesOf(scope));
  demand("flow = ?", flow);
  demand("level = ?", level);
  demand("at >= ?", since);
  demand("is_about(log.source, log.label, ?)", about);
  return [conditions.join(" "), values];
}

function scopesOf(scope: LogFilter["scope"]): string | undefined {
  if (scope === undefined) return undefined;
  return JSON.stringify(typeof scope === "string" ? [scope] : scope);
}
