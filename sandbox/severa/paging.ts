import { type Answer, type Exchange, jsonText, Refusal } from "../server/exchange.ts";
import { arrayOf, type Listing, openCursor, pageBehind, pageFrom, sealCursor, wholeList } from "../server/paging.ts";
import { severaError } from "./errors.ts";
import { number } from "./query.ts";

const defaultRows = 20;
const mostRows = 1000;
const ofPaging = ["pageToken", "rowCount"];

/** `rowCount`: 20 by default, at most 1000; more is cut down in silence. */
function rowCount(exchange: Exchange): number {
  return Math.min(mostRows, number(exchange, "rowCount") ?? defaultRows) || defaultRows;
}

/** A page by token, which holds for the same filters only. */
export function tokenPage(exchange: Exchange, listing: Listing): Answer {
  const rows = rowCount(exchange);
  const page = pageFrom(listing, start(exchange), rows);
  if (page.next === undefined) return jsonText(200, arrayOf(page));
  return jsonText(200, arrayOf(page), { NextPageToken: sealCursor(exchange, page.next, ofPaging) });
}

/** A page by `firstRow`. */
export function offsetPage(exchange: Exchange, listing: Listing): Answer {
  const rows = rowCount(exchange);
  return jsonText(200, arrayOf(pageBehind(listing, number(exchange, "firstRow") ?? 0, rows)));
}

/** Everything at once. */
export function whole(listing: Listing): Answer {
  return jsonText(200, arrayOf(wholeList(listing)));
}

function start(exchange: Exchange): number {
  const given = exchange.query.one("pageToken");
  if (given === undefined || given === "") return 0;
  const place = openCursor(exchange, given, ofPaging);
  if (place !== undefined) return place;
  throw new Refusal(
    severaError("InvalidParameter", "The page token does not belong to this query.", {
      type: "UriParameter",
      name: "pageToken",
    }),
  );
}
