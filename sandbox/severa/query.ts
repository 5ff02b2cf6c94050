import { type Exchange, Refusal } from "../server/exchange.ts";
import { severaError } from "./errors.ts";

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
