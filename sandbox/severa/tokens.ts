import { Random } from "../seed/random.ts";
import { type Answer, type Exchange, json } from "../server/exchange.ts";
import { isRecord, type JsonRecord, parseJson } from "../server/json.ts";
import { Tokens } from "../server/tokens.ts";
import { severaError } from "./errors.ts";

const resources = [
  "activities",
  "customers",
  "fees",
  "files",
  "hours",
  "invoices",
  "projects",
  "resourceallocations",
  "settings",
  "travels",
  "users",
];
const grantable = new Set([
  ...resources.flatMap((name) => [`${name}:read`, `${name}:write`, `${name}:delete`]),
  "organization:read",
  "organization:write",
]);

interface Session {
  readonly scopes: ReadonlySet<string>;
}

export interface SeveraClient extends Readonly<Record<string, string>> {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Hands out and checks tokens. A new token does not end the older ones. */
export class SeveraTokens extends Tokens<Session> {
  readonly #client: SeveraClient;
  readonly #random: Random;
  readonly #refresh = new Map<string, ReadonlySet<string>>();

  constructor(seed: number, client: SeveraClient, seconds: number) {
    const refusal = severaError("AuthenticationRequired", "The access token is missing, unknown or expired.");
    super({ seconds, newestOnly: false, refusal });
    this.#client = client;
    this.#random = new Random(seed ^ 0x70c);
  }

  /** `POST /v1/token`. Names in the body are compared without case. */
  request(exchange: Exchange): Answer {
    const body = parseJson(exchange.body.toString("utf8"));
    if (!isRecord(body))
      return severaError("InvalidRequest", "The request body is not JSON.", { type: "RequestBody", name: "body" });
    const named = folded(body);
    const { client_id: id, client_secret: secret, scope } = named;
    if (typeof id !== "string" || id === "") return missing("client_id");
    if (typeof secret !== "string" || secret === "") return missing("client_secret");
    if (id !== this.#client.clientId || secret !== this.#client.clientSecret) {
      return severaError("AuthenticationRequired", "Client id or client secret is wrong.");
    }
    const wanted =
      typeof scope === "string" && scope.trim() !== ""
        ? scope.split(/[\s,]+/).filter((part) => part !== "")
        : [...grantable];
    const unknown = wanted.find((part) => !grantable.has(part));
    if (unknown !== undefined)
      return severaError("InvalidParameter", `Unknown scope ${unknown}.`, { type: "RequestBody", name: "scope" });
    return this.#grant(new Set(wanted), exchange.now);
  }

  /** `POST /v1/refreshtoken`: the refresh token as a JSON string. */
  renew(exchange: Exchange): Answer {
    const token = parseJson(exchange.body.toString("utf8"));
    const scopes = typeof token === "string" ? this.#refresh.get(token) : undefined;
    if (scopes === undefined) return severaError("AuthenticationRequired", "The refresh token is not valid.");
    this.#refresh.delete(token as string);
    return this.#grant(scopes, exchange.now);
  }

  /** `POST /v1/signout` ends the refresh token; the access token lives on. */
  signOut(exchange: Exchange): Answer {
    const token = parseJson(exchange.body.toString("utf8"));
    if (typeof token === "string") this.#refresh.delete(token);
    return { status: 200 };
  }

  #grant(scopes: ReadonlySet<string>, now: number): Answer {
    const access = `sv-${this.#secret()}`;
    const refresh = `svr-${this.#secret()}`;
    const expires = this.issue(access, { scopes }, now);
    this.#refresh.set(refresh, scopes);
    return json(200, {
      access_token: access,
      scope: [...scopes].join(","),
      access_token_type: "Bearer",
      access_token_expires_in: this.rules.seconds,
      access_token_expires_utc: new Date(expires).toISOString(),
      refresh_token: refresh,
      refresh_token_expires_in: 14 * 86_400,
      refresh_token_expires_utc: new Date(now + 14 * 86_400_000).toISOString(),
    });
  }

  #secret(): string {
    let text = "";
    while (text.length < 40) text += this.#random.below(0x100000000).toString(36);
    return text;
  }

  /** The answer that refuses the call; undefined when it may go on. */
  refuse(exchange: Pick<Exchange, "headers" | "now">, scope: string | undefined): Answer | undefined {
    const session = this.sessionOf(exchange);
    if (session === undefined) return this.rules.refusal;
    const client = exchange.headers["client_id"];
    if (client !== undefined && client !== this.#client.clientId)
      return severaError("AuthenticationRequired", "The client id does not belong to the token.", {
        type: "RequestHeader",
        name: "Client_Id",
      });
    if (scope !== undefined && !session.scopes.has(scope))
      return severaError("InsufficientApiScope", `The token lacks the scope ${scope}.`);
    return undefined;
  }
}

function missing(name: string): Answer {
  return severaError("InvalidParameter", `${name} is required.`, { type: "RequestBody", name });
}

/** Names without case. */
export function folded(body: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]));
}
