import type { JsonRecord } from "../server/json.ts";

/** Records of one kind, in the order in which they were made, each served as the text it is kept as. */
export class Register {
  readonly #records: JsonRecord[] = [];
  readonly #texts: (string | undefined)[] = [];
  readonly #changed: number[] = [];
  readonly #visible: number[] = [];
  readonly #places = new Map<string, number>();

  get size(): number {
    return this.#records.length;
  }

  /** `changed` and `visible` are epoch milliseconds; lists show the record from `visible` on. */
  add(record: JsonRecord, changed: number, visible = 0): JsonRecord {
    const guid = record["guid"];
    if (typeof guid !== "string") throw new TypeError("a record of a register has a guid");
    this.#places.set(guid, this.#records.length);
    this.#records.push(record);
    this.#texts.push(undefined);
    this.#changed.push(changed);
    this.#visible.push(visible);
    return record;
  }

  get(guid: string): JsonRecord | undefined {
    const place = this.#places.get(guid) ?? this.#places.get(guid.toLowerCase());
    return place === undefined ? undefined : this.#records[place];
  }

  /** Throws when there is none; for records that the seed is known to hold. */
  must(guid: string): JsonRecord {
    const record = this.get(guid);
    if (record === undefined) throw new Error(`no record ${guid}`);
    return record;
  }

  at(place: number): JsonRecord {
    const record = this.#records[place];
    if (record === undefined) throw new RangeError(`no record at ${place}`);
    return record;
  }

  all(): readonly JsonRecord[] {
    return this.#records;
  }

  text(place: number): string {
    const known = this.#texts[place];
    if (known !== undefined) return known;
    const text = JSON.stringify(this.at(place));
    this.#texts[place] = text;
    return text;
  }

  changed(place: number): number {
    return this.#changed[place] ?? 0;
  }

  isVisible(place: number, now: number): boolean {
    return (this.#visible[place] ?? 0) <= now;
  }

  /** Replaces a record and moves its time of change. */
  replace(guid: string, record: JsonRecord, now: number): JsonRecord {
    const place = this.#places.get(guid);
    if (place === undefined) throw new Error(`no record ${guid}`);
    const stamped = { ...record, lastUpdatedDateTime: new Date(now).toISOString() };
    this.#records[place] = stamped;
    this.#texts[place] = undefined;
    this.#changed[place] = now;
    return stamped;
  }
}
