import { isShort } from "../is-about.ts";
import { idWord } from "./functions.ts";
import type { SqliteTables } from "./tables.ts";

/** So many entries may wait to be indexed: they are looked at one by one. */
export const MOST_BEHIND = 1000;
/** More of a name than this narrows nothing down. */
const MOST_PARTS = 30;

/**
 * The index by which entries of the log are found from the id of their record or a part of its label: all three signs in a
 * row of each label, with two blanks before it for its beginning, and the id as one word. It is written for many entries
 * at a time, since each time costs some pages of the file.
 */
export class LogWords {
  readonly #tables: SqliteTables;
  #behind: number | undefined;

  constructor(tables: SqliteTables) {
    this.#tables = tables;
  }

  /** The number of the last entry that is indexed. */
  upTo(): number {
    const row = this.#tables.one<{ value: string }>("SELECT value FROM store_meta WHERE key = 'log words'");
    return Number(row?.value ?? 0);
  }

  /** An entry was added under this number. Only inside `commit.write` or `commit.ride`. */
  added(id: number): void {
    this.#behind = this.#behind === undefined ? id - this.upTo() : this.#behind + 1;
    if (this.#behind < MOST_BEHIND) return;
    this.#behind = 0;
    this.#tables.change(
      `INSERT INTO log_words (rowid, label, source) SELECT id, '  ' || label, id_word(source) FROM log WHERE id > ? AND id <= ?`,
      ...[this.upTo(), id],
    );
    this.#tables.change("UPDATE store_meta SET value = ? WHERE key = 'log words'", String(id));
  }

  /** What to ask the index for: a little more may be found than `isAbout` means. */
  static match(record: string): string {
    const text = isShort(record) ? `  ${record}` : record;
    const signs = [...text];
    const parts = new Set<string>();
    for (let at = 0; at + 3 <= signs.length && parts.size < MOST_PARTS; at++)
      parts.add(signs.slice(at, at + 3).join(""));
    const id = quoted(idWord(record));
    return parts.size === 0 ? id : `(${[...parts].map(quoted).join(" ")}) OR ${id}`;
  }
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
