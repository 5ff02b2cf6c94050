import { mix } from "../seed/random.ts";
import { type Answer, type Exchange, jsonText } from "../server/exchange.ts";
import { Refusal, severaError } from "./errors.ts";

const defaultRows = 20;
const mostRows = 1000;

/** A list as the handlers see it: places from 0, some of which pass the filters. */
export interface Listing {
  readonly size: number;
  readonly accept: (place: number) => boolean;
  readonly text: (place: number) => string;
}

/** `rowCount`: 20 by default, at most 1000; more is cut down in silence. */
export function rowCount(exchange: Exchange): number {
  return Math.min(mostRows, number(exchange, "rowCount") ?? defaultRows) || defaultRows;
}

/** A page by token. The token is opaque and holds for the same filters only. */
export function tokenPage(exchange: Exchange, listing: Listing): Answer {
  const rows = rowCount(exchange);
  const filters = fingerprint(exchange);
  let place = start(exchange, filters);
  const texts: string[] = [];
  while (place < listing.size && texts.length < rows) {
    if (listing.accept(place)) texts.push(listing.text(place));
    place += 1;
  }
  while (place < listing.size && !listing.accept(place)) place += 1;
  const body = `[${texts.join(",")}]`;
  return place < listing.size ? jsonText(200, body, { NextPageToken: token(place, filters) }) : jsonText(200, body);
}

/** A page by `firstRow`. */
export function offsetPage(exchange: Exchange, listing: Listing): Answer {
  const rows = rowCount(exchange);
  let skip = number(exchange, "firstRow") ?? 0;
  const texts: string[] = [];
  for (let place = 0; place < listing.size && texts.length < rows; place += 1) {
    if (!listing.accept(place)) continue;
    if (skip > 0) skip -= 1;
    else texts.push(listing.text(place));
  }
  return jsonText(200, `[${texts.join(",")}]`);
}

/** Everything at once. */
export function whole(listing: Listing): Answer {
  const texts: string[] = [];
  for (let place = 0; place < listing.size; place += 1) {
    if (listing.accept(place)) texts.push(listing.text(place));
  }
  return jsonText(200, `[${texts.join(",")}]`);
}

/** A whole number from the query, 0 or more. */
export function number(exchange: Exchange, name: string): number | undefined {
  const text = exchange.query.one(name);
  if (text === undefined || text === "") return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  throw new Refusal(severaError("InvalidParameter", `${name} is not a whole number.`, { type: "UriParameter", name }));
}

/** A moment from the query, in epoch milliseconds. A moment without zone is UTC. */
export function moment(exchange: Exchange, name: string): number | undefined {
  const text = exchange.query.one(name);
  if (text === undefined || text === "") return undefined;
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text) || text.length <= 10 ? text : `${text}Z`;
  const value = Date.parse(zoned);
  if (!Number.isNaN(value)) return value;
  throw new Refusal(severaError("InvalidParameter", `${name} is not a date and time.`, { type: "UriParameter", name }));
}

export function flag(exchange: Exchange, name: string): boolean | undefined {
  const text = exchange.query.one(name)?.toLowerCase();
  if (text === undefined || text === "") return undefined;
  if (text === "true" || text === "false") return text === "true";
  throw new Refusal(severaError("InvalidParameter", `${name} is true or false.`, { type: "UriParameter", name }));
}

function fingerprint(exchange: Exchange): number {
  const text = `${exchange.path}?${exchange.query.fingerprint(["pageToken", "rowCount"])}`;
  return mix(...Buffer.from(text));
}

function token(place: number, filters: number): string {
  return Buffer.from(`${place.toString(36)}.${filters.toString(36)}.${mix(place, filters, 5).toString(36)}`).toString(
    "base64url",
  );
}

function start(exchange: Exchange, filters: number): number {
  const given = exchange.query.one("pageToken");
  if (given === undefined || given === "") return 0;
  const [place, of] = Buffer.from(given, "base64url").toString("latin1").split(".");
  const at = Number.parseInt(place ?? "", 36);
  if (of === filters.toString(36) && token(at, filters) === given) return at;
  throw new Refusal(
    severaError("InvalidParameter", "The page token does not belong to this query.", {
      type: "UriParameter",
      name: "pageToken",
    }),
  );
}
