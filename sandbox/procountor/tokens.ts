import { Random } from "../seed/random.ts";
import { type Answer, type Exchange, json, Query } from "../server/exchange.ts";
import { Tokens } from "../server/tokens.ts";
import { procountorError } from "./errors.ts";

export interface ProcountorClient extends Readonly<Record<string, string>> {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly apiKey: string;
}

/** Hands out tokens of the machine-to-machine login. A new token does not end the older ones. */
export class ProcountorTokens extends Tokens<true> {
  readonly #client: ProcountorClient;
  readonly #random: Random;

  constructor(seed: number, client: ProcountorClient, seconds: number) {
    super({ seconds, newestOnly: false, refusal: procountorError(401, "Unauthorized") });
    this.#client = client;
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
    this.issue(token, true, exchange.now);
    return json(200, { access_token: token, token_type: "Bearer", expires_in: this.rules.seconds });
  }
}
