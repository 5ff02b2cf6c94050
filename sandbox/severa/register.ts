import type { JsonRecord } from "../server/json.ts";
import type { Listing } from "../server/paging.ts";
import { RecordStore, type Stored } from "../server/record-store.ts";

/** Records of one kind by GUID, which are read without regard to case. */
export class Register {
  readonly #store = new RecordStore();

  get size(): number {
    return this.#store.size;
  }

  /** `changed` and `visible` are epoch milliseconds; lists show the record from `visible` on. */
  add(record: JsonRecord, changed: number, visible = 0): JsonRecord {
    const guid = record["guid"];
    if (typeof guid !== "string") throw new TypeError("a record of a register has a guid");
    return this.#store.put(guid, record, changed, { visible }).record;
  }

  get(guid: string): JsonRecord | undefined {
    return this.#stored(guid)?.record;
  }

  /** Throws when there is none; for records that the seed is known to hold. */
  must(guid: string): JsonRecord {
    return (this.#stored(guid) ?? this.#store.must(guid)).record;
  }

  at(place: number): JsonRecord {
    return this.#store.at(place).record;
  }

  all(): readonly JsonRecord[] {
    return this.#store.all().map(({ record }) => record);
  }

  /** The records that lists show at `now`, changed at `since` or later. */
  listing(now: number, since: number, accept: (record: JsonRecord) => boolean): Listing {
    return this.#store.listing(now, ({ record, changed }) => changed >= since && accept(record));
  }

  /** Replaces a record and moves its time of change. */
  replace(guid: string, record: JsonRecord, now: number): JsonRecord {
    const stored = this.#store.must(guid);
    this.#store.replace(stored, { ...record, lastUpdatedDateTime: new Date(now).toISOString() }, now);
    return stored.record;
  }

  #stored(guid: string): Stored | undefined {
    return this.#store.get(guid) ?? this.#store.get(guid.toLowerCase());
  }
}
