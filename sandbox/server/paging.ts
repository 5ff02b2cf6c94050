import { mix } from "../seed/random.ts";
import type { Exchange } from "./exchange.ts";
import type { JsonRecord } from "./json.ts";

/**
 * What the styles of paging have in common; each system writes its own names and bodies around it.
 * - a token or a link to what follows: `pageFrom` the place that `openCursor` finds, `sealCursor` of `next`;
 * - an offset: `pageBehind` so many rows;
 * - a page number: `pageBehind` number times size;
 * - behind a key: `pageFrom` of a listing that begins there.
 */

/** A list as paging sees it: places from 0, some of which pass the filters. */
export interface Listing {
  readonly size: number;
  readonly accept: (place: number) => boolean;
  readonly text: (place: number) => string;
}

/** Items of which each is shown in a form of its own. */
export function listingOf<Item>(
  items: readonly Item[],
  show: (item: Item) => JsonRecord,
  accept: (item: Item) => boolean = () => true,
): Listing {
  const at = (place: number): Item => {
    const item = items[place];
    if (item === undefined) throw new RangeError(`no item at ${place}`);
    return item;
  };
  return {
    size: items.length,
    accept: (place) => accept(at(place)),
    text: (place) => JSON.stringify(show(at(place))),
  };
}

export interface Page {
  /** Each row as JSON. */
  readonly rows: readonly string[];
  /** The place of the row that follows; undefined on the last page. */
  readonly next: number | undefined;
}

/** At most `count` rows from a place on. */
export function pageFrom(listing: Listing, start: number, count: number): Page {
  const rows: string[] = [];
  let place = start;
  while (place < listing.size && rows.length < count) {
    if (listing.accept(place)) rows.push(listing.text(place));
    place += 1;
  }
  while (place < listing.size && !listing.accept(place)) place += 1;
  return { rows, next: place < listing.size ? place : undefined };
}

/** At most `count` rows behind the first `skip`. */
export function pageBehind(listing: Listing, skip: number, count: number): Page {
  let place = 0;
  for (let left = skip; place < listing.size && left > 0; place += 1) if (listing.accept(place)) left -= 1;
  return pageFrom(listing, place, count);
}

export function wholeList(listing: Listing): Page {
  return pageFrom(listing, 0, listing.size);
}

/** The rows as a JSON array. */
export function arrayOf({ rows }: Page): string {
  return `[${rows.join(",")}]`;
}

/** A token for a place; opaque, and good for the same path and filters only. `paging` are the parameters that do not filter. */
export function sealCursor(exchange: Exchange, place: number, paging: readonly string[]): string {
  return sealed(place, filtersOf(exchange, paging));
}

/** The place a token stands for; undefined when it belongs to another query or is made up. */
export function openCursor(exchange: Exchange, token: string, paging: readonly string[]): number | undefined {
  const filters = filtersOf(exchange, paging);
  const [text = ""] = Buffer.from(token, "base64url").toString("latin1").split(".");
  const place = Number.parseInt(text, 36);
  return sealed(place, filters) === token ? place : undefined;
}

function filtersOf(exchange: Exchange, paging: readonly string[]): number {
  return mix(...Buffer.from(`${exchange.path}?${exchange.query.fingerprint(paging)}`));
}

function sealed(place: number, filters: number): string {
  const parts = [place, filters, mix(place, filters, 5)];
  return Buffer.from(parts.map((part) => part.toString(36)).join(".")).toString("base64url");
}
