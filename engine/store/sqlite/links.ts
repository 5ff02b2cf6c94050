import { parseLastWritten, printLastWritten } from "../last-written.ts";
import type { Link, Links } from "../store.ts";
import type { SqliteTables } from "./tables.ts";

const linkColumns = "scope, register, source, target, matchHash, writtenHash, written, origin";
type LinkRow = Omit<Link, "written"> & { readonly written: string };

export class SqliteLinks implements Links {
  readonly #tables: SqliteTables;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  bySource(scope: string, register: string, source: string): Promise<Link | undefined> {
    return this.#one("source = ?", scope, register, source);
  }

  byTarget(scope: string, register: string, target: string): Promise<Link | undefined> {
    return this.#one("target = ?", scope, register, target);
  }

  async #one(condition: string, scope: string, register: string, id: string): Promise<Link | undefined> {
    const sql = `SELECT ${linkColumns} FROM link WHERE scope = ? AND register = ? AND ${condition}`;
    const row = await this.#tables.commit.read(() => this.#tables.one<LinkRow>(sql, scope, register, id));
    return row === undefined ? undefined : linkOf(row);
  }

  async many(scope: string, register: string, sources: readonly string[]): Promise<ReadonlyMap<string, Link>> {
    const sql = `SELECT ${linkColumns} FROM link WHERE scope = ? AND register = ?
      AND source IN (SELECT value FROM json_each(?))`;
    const found = await this.#tables.commit.read(() =>
      this.#tables.all<LinkRow>(sql, scope, register, JSON.stringify(sources)),
    );
    return new Map(found.map((row) => [row.source, linkOf(row)]));
  }

  put(link: Link): Promise<boolean> {
    return this.#tables.commit.write(() => {
      const other = this.#tables.one<{ source: string }>(
        "SELECT source FROM link WHERE scope = ? AND register = ? AND target = ?",
        ...[link.scope, link.register, link.target],
      );
      if (other !== undefined && other.source !== link.source) return false;
      this.#tables.change(
        `INSERT INTO link (${linkColumns}, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'live')
         ON CONFLICT (scope, register, source) DO UPDATE SET target = excluded.target, matchHash = excluded.matchHash,
           writtenHash = excluded.writtenHash, written = excluded.written, origin = excluded.origin`,
        ...[link.scope, link.register, link.source, link.target, link.matchHash],
        ...[link.writtenHash, printLastWritten(link.written), link.origin],
      );
      return true;
    });
  }

  async count(scope: string, register: string): Promise<number> {
    const sql = "SELECT count(*) AS count FROM link WHERE scope = ? AND register = ?";
    const row = await this.#tables.commit.read(() => this.#tables.one<{ count: number }>(sql, scope, register));
    return row?.count ?? 0;
  }
}

function linkOf(row: LinkRow): Link {
  return { ...row, written: parseLastWritten(row.written) };
}
