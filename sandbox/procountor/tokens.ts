import { Random } from "../seed/random.ts";
import { type Answer, type Exchange, json, Query } from "../server/exchange.ts";
import { procountorError } from "./errors.ts";

export interface ProcountorClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiKey: string;
}

/** Hands out and checks tokens of the machine-to-machine login. */
export class ProcountorTokens {
  readonly #client: ProcountorClient;
  readonly #seconds: number;
  readonly #random: Random;
  readonly #expires = new Map<string, number>();
  issued = 0;

  constructor(seed: number, client: ProcountorClient, seconds: number) {
    this.#client = client;
    this.#seconds = seconds;
    this.#random = new Random(seed ^ 0x70d);
  }

  /** `POST /oauth/token`: a form, its content type without charset. */
  request(exchange: Exchange): Answer {
    const type = String(exchange.headers["content-type"] ?? "")
      .trim()
      .toLowerCase();
    if (type !== "application/x-www-form-urlencoded") return json(400, { error: "invalid_request" });
    const form = new Query(exchange.body.toString("utf8"), false);
    const [grant, id, secret, key] = ["grant_type", "client_id", "client_secret", "api_key"].map(
      (name) => form.one(name) ?? "",
    );
    if (grant !== "client_credentials" || id === "" || secret === "" || key === "")
      return json(400, { error: "invalid_request" });
    if (id !== this.#client.clientId || secret !== this.#client.clientSecret)
      return json(401, { error: "invalid_client" });
    if (key !== this.#client.apiKey) return json(401, { error: "invalid_grant" });
    const token = `pc.${this.#random.digits(18)}.${this.#random.digits(18)}`;
    this.#expires.set(token, exchange.now + this.#seconds * 1000);
    this.issued += 1;
    return json(200, { access_token: token, token_type: "Bearer", expires_in: this.#seconds });
  }

  refuse(exchange: Pick<Exchange, "headers" | "now">): Answer | undefined {
    const header = exchange.headers.authorization ?? "";
    const expires = header.startsWith("Bearer ") ? this.#expires.get(header.slice(7)) : undefined;
    return expires !== undefined && expires > exchange.now ? undefined : procountorError(401, "Unauthorized");
  }

  /** Ends all access tokens. */
  expireAll(): void {
    this.#expires.clear();
  }
}
