import type { Answer, Exchange } from "./exchange.ts";

export interface TokenRules {
  /** How long each lives. */
  readonly seconds: number;
  /** A new token ends those before it. */
  readonly newestOnly: boolean;
  /** The answer to a call without a token, or with one that is unknown or over. */
  readonly refusal: Answer;
}

interface Entry<Session> {
  readonly session: Session;
  readonly expires: number;
}

/** The access tokens of one system, each for a session of which the system decides what it holds. */
export class Tokens<Session = unknown> {
  readonly rules: TokenRules;
  readonly #entries = new Map<string, Entry<Session>>();

  constructor(rules: TokenRules) {
    this.rules = rules;
  }

  /** Lets a token hold from now on; answers when it ends, in epoch milliseconds. */
  issue(token: string, session: Session, now: number): number {
    if (this.rules.newestOnly) this.#entries.clear();
    const expires = now + this.rules.seconds * 1000;
    this.#entries.set(token, { session, expires });
    return expires;
  }

  /** The session of a request's bearer token; undefined when it is to be refused. */
  sessionOf({ headers, now }: Pick<Exchange, "headers" | "now">): Session | undefined {
    const header = headers.authorization ?? "";
    const entry = header.startsWith("Bearer ") ? this.#entries.get(header.slice(7)) : undefined;
    return entry !== undefined && entry.expires > now ? entry.session : undefined;
  }
}
