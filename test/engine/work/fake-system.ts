import type { ListQuery, WriteOutcome, WriteRequest } from "../../../engine/connector/operations.ts";
import type { Clock, System } from "../../../engine/http/system.ts";
import type { SystemSchema } from "../../../engine/schema/system-schema.ts";
import { sameValue } from "../../../engine/value/equality.ts";

import { getPath, isRecord } from "../../../engine/value/path.ts";
import type { FileValue, RecordValue, Value } from "../../../engine/value/value.ts";

/** What a read is about: `list order`, `read order o1`, `find partner`, `relation order rows o1`. */
export type ReadName = string;

/**
 * A system in memory, behind the port that real connectors stand behind. Tests lay records down, make reads and writes
 * fail, and look at what was written.
 */
export class FakeSystem implements System {
  readonly name: string;
  readonly settleMs = 180_000;
  readonly written: WriteRequest[] = [];
  readonly reads: ReadName[] = [];
  pageSize = 100;
  /** Runs before each read; may throw, or change what is there. */
  onRead: (name: ReadName) => void | Promise<void> = () => {};
  /** Runs before each page that is handed out. */
  onPage: (kind: string, page: number) => void = () => {};
  /** An outcome other than the usual; undefined lets the write happen. */
  onWrite: (request: WriteRequest) => WriteOutcome | undefined | Promise<WriteOutcome | undefined> = () => undefined;
  /** Runs when a write has happened and before it is answered. */
  afterWrite: (request: WriteRequest) => void | Promise<void> = () => {};
  readonly #kinds = new Map<string, Map<string, RecordValue>>();
  readonly #changed = new Map<string, number>();
  readonly #relations = new Map<string, Value>();
  readonly #schema: SystemSchema;
  readonly #clock: Clock;
  readonly #made = new Map<string, number>();

  constructor(name: string, schema: SystemSchema, clock: Clock) {
    this.name = name;
    this.#schema = schema;
    this.#clock = clock;
  }

  // ---- what tests say

  put(kind: string, ...records: readonly RecordValue[]): void {
    for (const record of records) {
      this.#of(kind).set(this.#idOf(kind, record), record);
      this.#changed.set(`${kind} ${this.#idOf(kind, record)}`, this.#clock.now());
    }
  }

  change(kind: string, id: string | number, change: RecordValue): void {
    this.put(kind, { ...this.must(kind, id), ...change });
  }

  /** Changes a record without its date of change. */
  changeSilently(kind: string, id: string | number, change: RecordValue): void {
    this.#of(kind).set(String(id), { ...this.must(kind, id), ...change });
  }

  remove(kind: string, id: string | number): void {
    this.#of(kind).delete(String(id));
  }

  relate(kind: string, id: string, relation: string, value: Value): void {
    this.#relations.set(`${kind} ${id} ${relation}`, value);
  }

  must(kind: string, id: string | number): RecordValue {
    const found = this.#of(kind).get(String(id));
    if (found === undefined) throw new Error(`${this.name} has no ${kind} ${id}`);
    return found;
  }

  all(kind: string): readonly RecordValue[] {
    return [...this.#of(kind).values()];
  }

  writesOf(kind: string, operation?: WriteRequest["operation"]): readonly WriteRequest[] {
    return this.written.filter((one) => one.kind === kind && (operation === undefined || one.operation === operation));
  }

  // ---- the port

  async *pages(kind: string, query: ListQuery): AsyncGenerator<readonly RecordValue[]> {
    await this.#read(`list ${kind}`);
    const since = query.changedSince === undefined ? 0 : Date.parse(query.changedSince);
    const seen = new Set<string>();
    for (let page = 0; ; page++) {
      this.onPage(kind, page);
      const matching = this.all(kind).filter(
        (record) =>
          holdsAll(record, query.where ?? {}) &&
          (this.#changed.get(`${kind} ${this.#idOf(kind, record)}`) ?? 0) >= since,
      );
      const rows = matching.slice(page * this.pageSize, (page + 1) * this.pageSize);
      const fresh = rows.filter((record) => !seen.has(this.#idOf(kind, record)));
      for (const record of fresh) seen.add(this.#idOf(kind, record));
      if (fresh.length > 0) yield fresh.map((record) => kept(record, query.keep));
      if (rows.length < this.pageSize) return;
    }
  }

  async read(kind: string, id: string | number): Promise<RecordValue | undefined> {
    await this.#read(`read ${kind} ${id}`);
    return this.#of(kind).get(String(id));
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
    await this.#read(`find ${kind} ${JSON.stringify(where)}`);
    return this.all(kind).filter((record) => holdsAll(record, where));
  }

  async relation(kind: string, relation: string, of: readonly RecordValue[]): Promise<readonly Value[]> {
    const answers: Value[] = [];
    for (const record of of) {
      await this.#read(`relation ${kind} ${relation} ${this.#idOf(kind, record)}`);
      answers.push(this.#relations.get(`${kind} ${this.#idOf(kind, record)} ${relation}`) ?? []);
    }
    return answers;
  }

  async bytes(_file: FileValue): Promise<Uint8Array> {
    return new Uint8Array([1, 2, 3]);
  }

  async write(request: WriteRequest, lastLook: () => boolean): Promise<WriteOutcome> {
    await breath();
    if (!lastLook()) return { kind: "not-executed", reason: "the last look said no" };
    const other = await this.onWrite(request);
    if (other !== undefined) return other;
    this.written.push(request);
    const answer = this.#execute(request);
    await this.afterWrite(request);
    return answer;
  }

  #execute({ kind, operation, body, id, action }: WriteRequest): WriteOutcome {
    const idField = this.#idField(kind);
    if (operation === "create") {
      const number = (this.#made.get(kind) ?? 0) + 1;
      this.#made.set(kind, number);
      const record = { ...body, [idField]: number };
      this.put(kind, record);
      return { kind: "done", record, id: String(record[idField]) };
    }
    const known = this.#of(kind).get(String(id));
    if (known === undefined) return { kind: "missing", reason: `${kind} ${id} is not there` };
    if (operation === "undo") this.remove(kind, id ?? "");
    else if (operation === "action") this.put(kind, { ...known, status: action === "approve" ? "APPROVED" : action });
    else this.put(kind, { ...known, ...body });
    return { kind: "done", record: this.#of(kind).get(String(id)) ?? {}, id: String(id) };
  }

  async probe(): Promise<void> {
    await this.#read("probe");
  }

  calls(): ReadonlyMap<string, number> {
    return new Map();
  }

  async close(): Promise<void> {}

  async #read(name: ReadName): Promise<void> {
    this.reads.push(name);
    await breath();
    await this.onRead(name);
  }

  #of(kind: string): Map<string, RecordValue> {
    const records = this.#kinds.get(kind) ?? new Map<string, RecordValue>();
    this.#kinds.set(kind, records);
    return records;
  }

  #idField(kind: string): string {
    const schema = this.#schema.kinds.get(kind);
    if (schema === undefined) throw new Error(`${this.name} has no kind ${kind}`);
    return schema.id;
  }

  #idOf(kind: string, record: RecordValue): string {
    return String(record[this.#idField(kind)]);
  }
}

/** Lets others go on, as a call over the network would. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function holdsAll(record: RecordValue, where: Readonly<Record<string, Value>>): boolean {
  return Object.entries(where).every(([path, wanted]) => {
    const value = getPath(record, path.split("."));
    return sameValue(identity(value), identity(wanted));
  });
}

/** A reference is compared by what it refers to. */
function identity(value: Value): Value {
  return isRecord(value) ? (value["guid"] ?? value["id"] ?? value) : value;
}

function kept(record: RecordValue, keep: ReadonlySet<string> | undefined): RecordValue {
  if (keep === undefined) return record;
  return Object.fromEntries(Object.entries(record).filter(([field]) => keep.has(field)));
}
