import { type Answer, type Exchange, jsonText } from "../server/exchange.ts";
import type { JsonRecord } from "../server/json.ts";
import { arrayOf, listingOf, pageBehind } from "../server/paging.ts";
import { type Putting, RecordStore, type Stored as StoredBy } from "../server/record-store.ts";
import { invalid, procountorErrors, procountorNotFound } from "./errors.ts";
import { fromLocalTime, localTime } from "./time.ts";

/** A record by its id. */
export type Stored = StoredBy<number>;

/** Records of one kind by id. Ids only grow. */
export class Store extends RecordStore<number> {
  readonly #withVersion: boolean;
  #next: number;

  constructor(firstId: number, withVersion: boolean) {
    super();
    this.#next = firstId;
    this.#withVersion = withVersion;
  }

  /** `id` and, where the kind has one, `version` are put into the record. */
  add(record: JsonRecord, at: number, putting: Putting): Stored {
    const id = this.#next;
    this.#next += 1;
    return this.put(id, this.#stamped(record, id, at), at, putting);
  }

  /** Replaces the record; the version moves, always forward. */
  override replace(stored: Stored, record: JsonRecord, now: number): void {
    const changed = Math.max(now, stored.changed + 1);
    super.replace(stored, this.#stamped(record, stored.id, changed), changed);
  }

  #stamped(record: JsonRecord, id: number, changed: number): JsonRecord {
    return this.#withVersion ? { ...record, id, version: localTime(changed) } : { ...record, id };
  }

  /** One record, or an array for several comma-separated ids, those that do not exist left out. */
  read(exchange: Exchange): Answer {
    const ids = (exchange.parameters[0] ?? "").split(",");
    if (ids.length > 200) return procountorErrors([invalid("id", "At most 200 ids at a time")]);
    const found = ids.flatMap((id) => {
      const stored = /^\d+$/.test(id) ? this.get(Number(id)) : undefined;
      return stored === undefined ? [] : [this.text(stored)];
    });
    if (ids.length > 1) return jsonText(200, `[${found.join(",")}]`);
    return found[0] === undefined ? procountorNotFound : jsonText(200, found[0]);
  }
}

export interface Search {
  readonly from: readonly Stored[];
  readonly accept: (stored: Stored) => boolean;
  readonly present: (stored: Stored) => JsonRecord;
  /** The parameter that orders by id, and its default. */
  readonly order: "ASC" | "DESC";
}

/** A page of results: by number, or after `previousId` in the order of the ids. */
export function page(exchange: Exchange, search: Search): Answer {
  const { query } = exchange;
  const size = whole(query.one("size"), 50);
  const number = whole(query.one("page"), 0);
  if (size === undefined || size < 1 || size > 200)
    return procountorErrors([invalid("size", "MUST_BE_LESS_THAN_OR_EQUAL_TO_200")]);
  if (number === undefined) return procountorErrors([invalid("page", "MUST_BE_GREATER_THAN_OR_EQUAL_TO_0")]);
  const direction = query.one("orderById")?.toUpperCase() ?? search.order;
  if (direction !== "ASC" && direction !== "DESC") return procountorErrors([invalid("orderById", "ASC or DESC")]);
  let matching = search.from.filter((stored) => stored.visible <= exchange.now && search.accept(stored));
  const byVersion = query.one("orderByVersion")?.toUpperCase();
  if (byVersion !== undefined)
    matching.sort((one, other) => (byVersion === "ASC" ? one.changed - other.changed : other.changed - one.changed));
  else if (direction === "DESC") matching.reverse();
  const total = matching.length;
  const previous = whole(query.one("previousId"), 0) ?? 0;
  if (previous > 0)
    matching = matching.filter((stored) => (direction === "ASC" ? stored.id > previous : stored.id < previous));
  const found = pageBehind(listingOf(matching, search.present), previous > 0 ? 0 : number * size, size);
  const meta = { pageNumber: number, pageSize: size, resultCount: found.rows.length, totalCount: total };
  return jsonText(200, `{"results":${arrayOf(found)},"meta":${JSON.stringify(meta)}}`);
}

function whole(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined || text === "") return otherwise;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** `versionStartDate`, `createdStartDate` and the like, both ends inclusive. */
export function inTime(exchange: Exchange, of: "version" | "created"): ((stored: Stored) => boolean) | Answer {
  const bounds = [`${of}StartDate`, `${of}EndDate`].map((name) => ({ name, text: exchange.query.one(name) }));
  const values: (number | undefined)[] = [];
  for (const { name, text } of bounds) {
    const value = text === undefined ? undefined : fromLocalTime(text);
    if (text !== undefined && value === undefined) return procountorErrors([invalid(name, "INVALID_DATE_TIME")]);
    values.push(value);
  }
  const [low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY] = values;
  const member = of === "version" ? "changed" : "created";
  return (stored) => stored[member] >= low && stored[member] <= high;
}

/** A comma-separated list of values. */
export function several(exchange: Exchange, name: string): ReadonlySet<string> | undefined {
  const text = exchange.query.one(name);
  return text === undefined || text === "" ? undefined : new Set(text.split(","));
}
