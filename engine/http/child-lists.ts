import type { Bulk, Kind, RecordRelation } from "../connector/description.ts";
import { valueAt } from "../connector/path.ts";
import { plainText } from "../connector/template.ts";
import { parseJson, stringifyJson } from "../value/json.ts";
import type { RecordValue } from "../value/value.ts";
import { Gate } from "./gate.ts";
import type { Shelf } from "./shelf.ts";

/** Records whose children will be asked for later, a part of the records at a time. */
export interface Expected {
  /** Whether it helps to know them: whether a list of children serves those that are asked for later. */
  readonly isOfUse: boolean;
  add(records: readonly RecordValue[]): void;
  /** They are expected no longer, and nothing is kept for them. */
  end(): void;
}

export const nothingExpected: Expected = { isOfUse: false, add: () => {}, end: () => {} };

/**
 * Keeps, of the list of children that is read for some records, the children of those that are expected later, so that a list
 * is read once however many records there are. They count only for a record that is as it was when it was expected (`same
 * while`); the children of any other are asked for anew.
 */
export class ChildLists {
  readonly #shelf: Shelf | undefined;
  readonly #expected = new Map<string, ExpectedChildren>();
  /** Of records that are not kept whole. */
  readonly #stamps = new WeakMap<RecordValue, string>();

  constructor(shelf: Shelf | undefined) {
    this.#shelf = shelf;
  }

  expect(kind: Kind): Expected {
    const relations = bulkRelations(kind);
    const shelf = this.#shelf;
    if (shelf === undefined || relations.length === 0) return nothingExpected;
    for (const { name, bulk } of relations)
      this.#expected.set(
        topicOf(kind, name),
        new ExpectedChildren(kind, bulk, topicOf(kind, name), shelf, this.#stampOf),
      );
    return {
      isOfUse: true,
      add: (records) => {
        for (const { name } of relations) this.of(kind, name)?.add(records);
      },
      end: () => {
        for (const { name } of relations) {
          this.of(kind, name)?.end();
          this.#expected.delete(topicOf(kind, name));
        }
      },
    };
  }

  of(kind: Kind, relation: string): ExpectedChildren | undefined {
    return this.#expected.get(topicOf(kind, relation));
  }

  /** Remembers of a record that is cut down to `kept` what tells whether its children are still the same. */
  noteCut(kind: Kind, whole: RecordValue, kept: RecordValue): void {
    if (this.#expected.size === 0) return;
    if (bulkRelations(kind).some(({ name }) => this.of(kind, name) !== undefined))
      this.#stamps.set(kept, stampOf(kind, whole));
  }

  readonly #stampOf = (kind: Kind, record: RecordValue): string => this.#stamps.get(record) ?? stampOf(kind, record);
}

/** The children of one relation that are kept for records to come. */
export class ExpectedChildren {
  readonly #kind: Kind;
  readonly #bulk: Bulk;
  readonly #topic: string;
  readonly #shelf: Shelf;
  readonly #stampOf: (kind: Kind, record: RecordValue) => string;
  readonly #stamps = new Map<string, string>();
  readonly #gate = new Gate(1);
  #isListed = false;
  #earliest: string | undefined;

  constructor(kind: Kind, bulk: Bulk, topic: string, shelf: Shelf, stamp: (kind: Kind, record: RecordValue) => string) {
    this.#kind = kind;
    this.#bulk = bulk;
    this.#topic = topic;
    this.#shelf = shelf;
    this.#stampOf = stamp;
  }

  /** No more calls than this are worth the list. */
  get count(): number {
    return this.#stamps.size;
  }

  /** Whether the list has been read to its end. */
  get isListed(): boolean {
    return this.#isListed;
  }

  /** No child of those expected is older; undefined where that is not known of one. */
  get earliest(): string | undefined {
    return this.#earliest;
  }

  /** One after the other, so that a list is read for all that come while it is. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#gate.run(work);
  }

  add(records: readonly RecordValue[]): void {
    const { since } = this.#bulk;
    for (const record of records) {
      const id = plainText(record[this.#kind.id]);
      const moment = since === undefined ? "" : plainText(valueAt(record, since));
      if (id === undefined || moment === undefined) continue;
      this.#stamps.set(id, this.#stampOf(this.#kind, record));
      if (this.#earliest === undefined || moment < this.#earliest) this.#earliest = moment;
    }
  }

  has(id: string | undefined): boolean {
    return id !== undefined && this.#stamps.has(id);
  }

  put(id: string, child: RecordValue): void {
    this.#shelf.put(this.#topic, id, stringifyJson(child));
  }

  /** The list was read to its end, or not: then nothing counts that was kept of it. */
  listed(whole: boolean): void {
    this.#isListed = whole;
    if (!whole) this.#shelf.clear(this.#topic);
  }

  /** The children of those that are as they were expected. */
  kept(parents: readonly RecordValue[]): Map<RecordValue, readonly RecordValue[]> {
    const found = new Map<RecordValue, readonly RecordValue[]>();
    for (const parent of parents) {
      const id = plainText(parent[this.#kind.id]) ?? "";
      if (this.#stamps.get(id) === this.#stampOf(this.#kind, parent))
        found.set(
          parent,
          this.#shelf.get(this.#topic, id).map((text) => parseJson(text) as RecordValue),
        );
    }
    return found;
  }

  end(): void {
    this.#stamps.clear();
    this.listed(false);
  }
}

export type BulkRelation = RecordRelation & { readonly bulk: Bulk };

function bulkRelations(kind: Kind): readonly BulkRelation[] {
  return [...kind.relations.values()].filter(
    (relation): relation is BulkRelation =>
      relation.is === "records" && relation.bulk !== undefined && relation.bulk.sameWhile.length > 0,
  );
}

function topicOf(kind: Kind, relation: string): string {
  return `${kind.name} ${relation}`;
}

/** What of a record tells whether its children are still the same. */
function stampOf(kind: Kind, record: RecordValue): string {
  const fields = bulkRelations(kind).flatMap(({ bulk }) => bulk.sameWhile);
  return stringifyJson(fields.map((field) => valueAt(record, field) ?? null));
}
