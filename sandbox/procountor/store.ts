import { type Answer, type Exchange, json, jsonText } from "../server/exchange.ts";
import type { JsonRecord } from "../server/json.ts";
import { invalid, procountorErrors, procountorNotFound } from "./errors.ts";
import { fromLocalTime, localTime } from "./time.ts";

export interface Stored {
  readonly id: number;
  record: JsonRecord;
  readonly created: number;
  version: number;
  /** Lists show it from this moment on. */
  readonly visible: number;
  /** Made over the API, not by the seed. */
  readonly made: boolean;
  text: string | undefined;
}

/** Records of one kind by id. Ids only grow. */
export class Store {
  readonly #byId = new Map<number, Stored>();
  readonly #ordered: Stored[] = [];
  readonly #withVersion: boolean;
  #next: number;

  constructor(firstId: number, withVersion: boolean) {
    this.#next = firstId;
    this.#withVersion = withVersion;
  }

  /** `id` and, where the kind has one, `version` are put into the record. */
  add(record: JsonRecord, at: number, options: { readonly made: boolean; readonly visible?: number }): Stored {
    const id = this.#next;
    this.#next += 1;
    const full = this.#withVersion ? { ...record, id, version: localTime(at) } : { ...record, id };
    const stored: Stored = {
      id,
      record: full,
      created: at,
      version: at,
      visible: options.visible ?? 0,
      made: options.made,
      text: undefined,
    };
    this.#byId.set(id, stored);
    this.#ordered.push(stored);
    return stored;
  }

  get(id: number): Stored | undefined {
    return this.#byId.get(id);
  }

  must(id: number): Stored {
    const stored = this.#byId.get(id);
    if (stored === undefined) throw new Error(`no record ${id}`);
    return stored;
  }

  /** In the order in which they were made, which is that of the ids. */
  all(): readonly Stored[] {
    return this.#ordered;
  }

  /** Replaces the record; the version moves, always forward. */
  replace(stored: Stored, record: JsonRecord, now: number): void {
    stored.version = Math.max(now, stored.version + 1);
    stored.record = this.#withVersion
      ? { ...record, id: stored.id, version: localTime(stored.version) }
      : { ...record, id: stored.id };
    stored.text = undefined;
  }

  remove(stored: Stored): void {
    this.#byId.delete(stored.id);
    this.#ordered.splice(this.#ordered.indexOf(stored), 1);
  }

  text(stored: Stored): string {
    stored.text ??= JSON.stringify(stored.record);
    return stored.text;
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
    matching.sort((one, other) => (byVersion === "ASC" ? one.version - other.version : other.version - one.version));
  else if (direction === "DESC") matching.reverse();
  const total = matching.length;
  const previous = whole(query.one("previousId"), 0) ?? 0;
  if (previous > 0)
    matching = matching.filter((stored) => (direction === "ASC" ? stored.id > previous : stored.id < previous));
  const start = previous > 0 ? 0 : number * size;
  const results = matching.slice(start, start + size).map(search.present);
  return json(200, {
    results,
    meta: { pageNumber: number, pageSize: size, resultCount: results.length, totalCount: total },
  });
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
  return (stored) => stored[of] >= low && stored[of] <= high;
}

/** A comma-separated list of values. */
export function several(exchange: Exchange, name: string): ReadonlySet<string> | undefined {
  const text = exchange.query.one(name);
  return text === undefined || text === "" ? undefined : new Set(text.split(","));
}
