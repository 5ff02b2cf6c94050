import type { IncomingHttpHeaders } from "node:http";

/** The query of a request. Repeated parameters are kept in order. */
export class Query {
  readonly #values = new Map<string, string[]>();
  readonly #fold: boolean;

  /** `fold`: names are compared without case, as ASP.NET does. */
  constructor(text: string, fold: boolean) {
    this.#fold = fold;
    if (text === "") return;
    for (const part of text.split("&")) {
      const at = part.indexOf("=");
      const name = this.#name(decoded(at < 0 ? part : part.slice(0, at)));
      const value = at < 0 ? "" : decoded(part.slice(at + 1));
      const known = this.#values.get(name);
      if (known === undefined) this.#values.set(name, [value]);
      else known.push(value);
    }
  }

  #name(name: string): string {
    return this.#fold ? name.toLowerCase() : name;
  }

  one(name: string): string | undefined {
    return this.#values.get(this.#name(name))?.[0];
  }

  all(name: string): readonly string[] {
    return this.#values.get(this.#name(name)) ?? [];
  }

  names(): readonly string[] {
    return [...this.#values.keys()];
  }

  /** The same for the same filters in any order; `without` are left out. */
  fingerprint(without: readonly string[]): string {
    const left = new Set(without.map((name) => this.#name(name)));
    return [...this.#values]
      .filter(([name]) => !left.has(name))
      .map(([name, values]) => `${name}=${[...values].sort().join(",")}`)
      .sort()
      .join("&");
  }
}

function decoded(text: string): string {
  const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** One request, read whole. */
export interface Exchange {
  readonly method: string;
  /** Below the base of the system, without query. */
  readonly path: string;
  readonly query: Query;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Epoch milliseconds of arrival. */
  readonly now: number;
  /** Milliseconds by which what this request makes is late in lists; a fault. */
  readonly lagMs: number;
  /** Values of the `{…}` parts of the route, in order; empty until `Imitation.answer` has put those of the route found there. */
  readonly parameters: readonly string[];
}

export interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown inside a handler and answered as it stands. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super("refused");
    this.answer = answer;
  }
}

const jsonType = "application/json; charset=utf-8";

export function json(status: number, value: unknown, headers?: Readonly<Record<string, string>>): Answer {
  return jsonText(status, JSON.stringify(value), headers);
}

export function jsonText(status: number, body: string, headers?: Readonly<Record<string, string>>): Answer {
  return headers === undefined ? { status, type: jsonType, body } : { status, type: jsonType, body, headers };
}

export function plain(status: number, body: string, headers?: Readonly<Record<string, string>>): Answer {
  return headers === undefined ? { status, type: "text/plain", body } : { status, type: "text/plain", body, headers };
}
