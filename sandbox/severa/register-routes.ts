import { type Exchange, json } from "../server/exchange.ts";
import { isRecord, type Json, type JsonRecord } from "../server/json.ts";
import type { Route } from "../server/router.ts";
import { severaNotFound } from "./errors.ts";
import { offsetPage, tokenPage, whole } from "./paging.ts";
import { flag, moment } from "./query.ts";
import type { Register } from "./register.ts";

type Style = "token" | "offset" | "whole";
export type Accepts = (record: JsonRecord) => boolean;
/** Reads its parameters once and says which records pass; undefined when they are not given. */
export type Filter = (exchange: Exchange) => Accepts | undefined;

export interface RegisterRoutes {
  readonly path: string;
  readonly register: Register;
  readonly scope: string;
  readonly style: Style;
  readonly filters?: Readonly<Record<string, Filter>>;
  /** Known parameters that the sandbox takes without effect. */
  readonly ignored?: readonly string[];
}

const paging: Readonly<Record<Style, readonly string[]>> = {
  token: ["pageToken", "rowCount"],
  offset: ["firstRow", "rowCount"],
  whole: [],
};

/** The list of a register and the reading of one record. */
export function registerRoutes(definition: RegisterRoutes): readonly Route[] {
  const { path, register, scope, style } = definition;
  const filters = definition.filters ?? {};
  return [
    {
      method: "GET",
      path,
      scope,
      query: [...paging[style], ...Object.keys(filters), ...(definition.ignored ?? [])],
      handle: (exchange) => list(exchange, register, style, filters),
    },
    {
      method: "GET",
      path: `${path}/{guid}`,
      scope,
      query: [],
      handle: (exchange) => {
        const record = register.get(exchange.parameters[0] ?? "");
        return record === undefined ? severaNotFound : json(200, record);
      },
    },
  ];
}

export function list(exchange: Exchange, register: Register, style: Style, filters: Readonly<Record<string, Filter>>) {
  const accepts: Accepts[] = [];
  let since = 0;
  for (const [name, filter] of Object.entries(filters)) {
    if (filter === changedSince) since = moment(exchange, name) ?? 0;
    const accept = filter(exchange);
    if (accept !== undefined) accepts.push(accept);
  }
  const listing = register.listing(exchange.now, since, (record) => accepts.every((accept) => accept(record)));
  if (style === "token") return tokenPage(exchange, listing);
  return style === "offset" ? offsetPage(exchange, listing) : whole(listing);
}

/** `changedSince` is inclusive; the list compares it with the time of change. */
export const changedSince: Filter = () => undefined;

/** A boolean member. */
export function byFlag(parameter: string, member: string): Filter {
  return (exchange) => {
    const wanted = flag(exchange, parameter);
    return wanted === undefined ? undefined : (record) => record[member] === wanted;
  };
}

/** One or several values of a member, given as repeated parameters; `path` is dotted. */
export function byValue(parameter: string, path: string): Filter {
  return (exchange) => {
    const wanted = new Set(exchange.query.all(parameter).map((value) => value.toLowerCase()));
    if (wanted.size === 0) return undefined;
    return (record) => {
      const value = at(record, path);
      return value !== null && value !== undefined && wanted.has(String(value).toLowerCase());
    };
  };
}

/** Free text over some members. */
export function bySearch(...members: readonly string[]): Filter {
  return (exchange) => {
    const wanted = exchange.query.one("textToSearch")?.toLowerCase();
    return wanted === undefined || wanted === ""
      ? undefined
      : (record) =>
          members.some((member) =>
            String(record[member] ?? "")
              .toLowerCase()
              .includes(wanted),
          );
  };
}

export function at(record: JsonRecord, path: string): Json | undefined {
  let value: Json | undefined = record;
  for (const part of path.split(".")) {
    if (!isRecord(value)) return undefined;
    value = value[part];
  }
  return value;
}
