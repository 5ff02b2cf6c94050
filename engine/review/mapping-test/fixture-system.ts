import type { ListQuery, WriteOutcome, WriteRequest } from "../../connector/operations.ts";
import type { System } from "../../http/system.ts";
import type { KindSchema, SystemSchema } from "../../schema/system-schema.ts";
import { sameValue } from "../../value/equality.ts";
import { getPath, isRecord, splitPath } from "../../value/path.ts";
import type { FileValue, RecordValue, Value } from "../../value/value.ts";
import type { Answer, FixtureRecords } from "./fixture-records.ts";
import type { Written } from "./written.ts";

export interface FixtureSide {
  readonly side: string;
  readonly schema: SystemSchema;
  readonly fixtures: FixtureRecords;
  readonly answers: ReadonlyMap<string, Answer>;
  /** Lists of this kind hold this record alone: the one the case is about. */
  readonly only: { readonly kind: string; readonly id: string } | undefined;
  readonly written: Written[];
}

/** A system that holds the records of a test case: it answers from them, takes every write, and notes it. */
export class FixtureSystem implements System {
  readonly name: string;
  readonly settleMs = 0;
  readonly #side: FixtureSide;
  readonly #records = new Map<string, Map<string, RecordValue>>();
  #made = 0;

  constructor(side: FixtureSide) {
    this.name = side.side;
    this.#side = side;
    for (const { fixture, record } of side.fixtures.records.values()) {
      if (fixture.side === side.side) this.#keep(fixture.kind, record);
    }
  }

  async *pages(kind: string, _query: ListQuery): AsyncIterable<readonly RecordValue[]> {
    const { only } = this.#side;
    const all = [...this.#of(kind)];
    yield all.filter(([id]) => only === undefined || only.kind !== kind || only.id === id).map(([, record]) => record);
  }

  async read(kind: string, id: string | number): Promise<RecordValue | undefined> {
    return this.#of(kind).get(String(id)) ?? this.#answer(kind);
  }

  async readMany(kind: string, ids: readonly (string | number)[]): Promise<ReadonlyMap<string, RecordValue>> {
    const found = new Map<string, RecordValue>();
    for (const id of ids) {
      const record = await this.read(kind, id);
      if (record !== undefined) found.set(String(id), record);
    }
    return found;
  }

  async find(kind: string, where: Readonly<Record<string, Value>>): Promise<readonly RecordValue[]> {
    const wanted = Object.entries(where);
    return [...this.#of(kind).values()].filter((record) =>
      wanted.every(([field, value]) => sameWanted(getPath(record, splitPath(field) ?? [field]), value)),
    );
  }

  async relation(kind: string, relation: string, of: readonly RecordValue[]): Promise<readonly Value[]> {
    const schema = this.#kind(kind);
    const many = schema.shape.field(relation)?.type.kind === "list";
    return of.map(
      (record) =>
        record[relation] ?? this.#of(kind).get(String(record[schema.id]))?.[relation] ?? (many ? [] : undefined),
    );
  }

  async bytes(file: FileValue): Promise<Uint8Array> {
    return file.fetch.from === "bytes" ? file.fetch.bytes : new Uint8Array();
  }

  async write(request: WriteRequest, lastLook: () => boolean): Promise<WriteOutcome> {
    if (!lastLook()) return { kind: "not-executed", reason: "the lease is lost" };
    const answer = this.#side.answers.get(`${this.name}/${request.kind}`);
    this.#side.written.push({ side: this.name, request });
    if (answer !== undefined && "refuse" in answer)
      return { kind: "rejected", status: 400, faults: [{ code: answer.refuse, message: answer.refuse }] };
    const schema = this.#kind(request.kind);
    const record =
      request.operation === "create" ? this.#create(schema, request, answer?.record) : this.#change(schema, request);
    return { kind: "done", record, id: String(record[schema.id] ?? request.id ?? "") };
  }

  async probe(): Promise<void> {}

  calls(): ReadonlyMap<string, number> {
    return new Map();
  }

  async close(): Promise<void> {}

  #create(schema: KindSchema, { body }: WriteRequest, answer: RecordValue | undefined): RecordValue {
    this.#made++;
    const type = schema.shape.field(schema.id)?.type;
    const isNumber = (type?.kind === "optional" ? type.of : type)?.kind === "int";
    const record = { [schema.id]: isNumber ? 1_000_000 + this.#made : `made-${this.#made}`, ...body, ...answer };
    this.#keep(schema, record);
    return record;
  }

  #change(schema: KindSchema, { id, operation, body }: WriteRequest): RecordValue {
    const before = this.#of(schema.kind).get(String(id)) ?? { [schema.id]: id };
    if (operation === "undo") {
      this.#of(schema.kind).delete(String(id));
      return before;
    }
    const record = operation === "update" ? { ...before, ...body } : before;
    this.#keep(schema, record);
    return record;
  }

  #answer(kind: string): RecordValue | undefined {
    const answer = this.#side.answers.get(`${this.name}/${kind}`);
    return answer !== undefined && "record" in answer ? answer.record : undefined;
  }

  #keep(schema: KindSchema, record: RecordValue): void {
    this.#of(schema.kind).set(String(record[schema.id]), record);
  }

  #of(kind: string): Map<string, RecordValue> {
    const known = this.#records.get(kind) ?? new Map<string, RecordValue>();
    this.#records.set(kind, known);
    return known;
  }

  #kind(name: string): KindSchema {
    const kind = this.#side.schema.kinds.get(name);
    if (kind === undefined) throw new Error(`${this.name} has no kind ${name}`);
    return kind;
  }
}

/** A record that is asked for may hold less than the one that is there: a reference holds its identity alone. */
export function sameWanted(there: Value, wanted: Value): boolean {
  if (isRecord(wanted) && isRecord(there))
    return Object.entries(wanted).every(([key, value]) => sameWanted(there[key], value));
  return sameValue(there, wanted);
}
