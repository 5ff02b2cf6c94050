import type { Value } from "../value/value.ts";
import type { Call, Method } from "./description.ts";
import { emptyHole, fill, holesOf, plainText } from "./template.ts";

/** One request, still without the host, the connector's own headers and the token. */
export interface WireRequest {
  readonly method: Method;
  /** Method and path as the connector writes them: the name for counts and reports. Holds no values. */
  readonly route: string;
  /** Path and query below the host. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Uint8Array | undefined;
  readonly contentType: string | undefined;
}

export type Parameters = readonly (readonly [name: string, value: string])[];

/** A request cannot be made: a hole of the call has no value. */
export interface Unfilled {
  readonly unfilled: string;
}

export interface RequestParts {
  readonly parameters?: Parameters;
  readonly headers?: Parameters;
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
}

/** Fills the holes of a call, percent-encoded, and adds the parameters. */
export function buildRequest(
  call: Call,
  valueFor: (hole: string) => Value,
  parts: RequestParts = {},
): WireRequest | Unfilled {
  const path = fill(call.path, valueFor, encodeURIComponent);
  if (path === undefined) return { unfilled: emptyHole(call.path, valueFor) ?? "" };
  // Percent-encoding leaves points as they are, and `/invoices/../rows` would be another call than the connector's.
  if (path.includes(".") && path.split("/").some((segment) => segment === "." || segment === ".."))
    return { unfilled: holesOf(call.path).find((hole) => /^\.*$/.test(plainText(valueFor(hole)) ?? "")) ?? "" };
  const query: [string, string][] = [];
  for (const { name, value } of call.query) {
    const text = fill(value, valueFor);
    if (text === undefined) return { unfilled: emptyHole(value, valueFor) ?? "" };
    query.push([name, text]);
  }
  const parameters = [...query, ...(parts.parameters ?? [])];
  const text = parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
  return {
    method: call.method,
    route: call.route,
    target: text === "" ? path : `${path}?${text}`,
    headers: parts.headers ?? [],
    body: parts.body,
    contentType: parts.contentType,
  };
}

export function isUnfilled(request: WireRequest | Unfilled): request is Unfilled {
  return "unfilled" in request;
}
