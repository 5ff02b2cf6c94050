import type { JsonRecord } from "./json.ts";
import type { Listing } from "./paging.ts";

/** A record with what the sandbox knows of it beside. */
export interface Stored<Id = string> {
  readonly id: Id;
  /** In exactly the form in which it is served. */
  readonly record: JsonRecord;
  /** Epoch milliseconds, as the next two. */
  readonly created: number;
  readonly changed: number;
  /** Lists show it from this moment on. */
  readonly visible: number;
  /** Made over the API, not by the seed. */
  readonly made: boolean;
}

interface Kept<Id> extends Stored<Id> {
  record: JsonRecord;
  changed: number;
  text: string | undefined;
}

export interface Putting {
  /** Default false: the seed puts it. */
  readonly made?: boolean;
  /** Default 0: at once. */
  readonly visible?: number;
}

/** Records of one kind by id, in the order in which they were made. */
export class RecordStore<Id = string> {
  readonly #byId = new Map<Id, Kept<Id>>();
  readonly #ordered: Kept<Id>[] = [];

  get size(): number {
    return this.#ordered.length;
  }

  put(id: Id, record: JsonRecord, at: number, { made = false, visible = 0 }: Putting = {}): Stored<Id> {
    if (this.#byId.has(id)) throw new Error(`there is a record ${id} already`);
    const kept: Kept<Id> = { id, record, created: at, changed: at, visible, made, text: undefined };
    this.#byId.set(id, kept);
    this.#ordered.push(kept);
    return kept;
  }

  get(id: Id): Stored<Id> | undefined {
    return this.#byId.get(id);
  }

  /** Throws when there is none; for records that are known to be there. */
  must(id: Id): Stored<Id> {
    return this.#kept(id);
  }

  at(place: number): Stored<Id> {
    const kept = this.#ordered[place];
    if (kept === undefined) throw new RangeError(`no record at ${place}`);
    return kept;
  }

  all(): readonly Stored<Id>[] {
    return this.#ordered;
  }

  /** The entry stays the same object, so that whoever holds it sees the change. */
  replace({ id }: Stored<Id>, record: JsonRecord, changed: number): void {
    const kept = this.#kept(id);
    kept.record = record;
    kept.changed = changed;
    kept.text = undefined;
  }

  remove({ id }: Stored<Id>): void {
    const kept = this.#kept(id);
    this.#byId.delete(id);
    this.#ordered.splice(this.#ordered.indexOf(kept), 1);
  }

  /** The record as JSON, written once for as long as it stays as it is. */
  text({ id }: Stored<Id>): string {
    const kept = this.#kept(id);
    kept.text ??= JSON.stringify(kept.record);
    return kept.text;
  }

  /** The records that lists show at `now` and that pass the filters. */
  listing(now: number, accept: (stored: Stored<Id>) => boolean = () => true): Listing {
    return {
      size: this.size,
      accept: (place) => {
        const stored = this.at(place);
        return stored.visible <= now && accept(stored);
      },
      text: (place) => this.text(this.at(place)),
    };
  }

  #kept(id: Id): Kept<Id> {
    const kept = this.#byId.get(id);
    if (kept === undefined) throw new Error(`no record ${id}`);
    return kept;
  }
}
