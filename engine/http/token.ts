import { createHash } from "node:crypto";
import { addressProblem, filledAddress, RIGHT_ADDRESS } from "../connector/address.ts";
import { faultsIn, isSuccess, meaningOf, readBody, reasonOf } from "../connector/classify.ts";
import type { Connector, Login } from "../connector/description.ts";
import { ReadFault } from "../connector/operations.ts";
import { valueAt, valuesAt } from "../connector/path.ts";
import { fill, plainText } from "../connector/template.ts";
import { stringifyJson } from "../value/json.ts";
import type { KnownSecrets } from "../value/known-secrets.ts";
import type { Value } from "../value/value.ts";
import type { Clock } from "./system.ts";
import type { Transport, TransportResult } from "./transport.ts";

/** Where tokens outlive the process; the store has one. */
export interface TokenStore {
  get(connection: string): Promise<{ readonly value: string; readonly expiresAt: number } | undefined>;
  put(connection: string, value: string, expiresAt: number): Promise<void>;
  remove(connection: string): Promise<void>;
}

export interface TokenOptions {
  readonly system: string;
  readonly connection: string;
  readonly connector: Connector;
  readonly login: Login;
  readonly host: string;
  /** Values of the holes `credentials.…`. */
  readonly credential: (name: string) => string | undefined;
  readonly secrets: KnownSecrets;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly store: TokenStore | undefined;
}

const MOST_TOKEN_BYTES = 100_000;
/** Tokens are renewed this much before their end, or at a tenth of their life when that is shorter. */
const RENEW_MS = 60_000;
/** A system may say anything, also what no calendar and no store can hold. */
const LONGEST_LIFE_MS = 400 * 24 * 60 * 60_000;

interface Held {
  readonly value: string;
  readonly renewAt: number;
}

/** The access token of one connection: asked for once however many wait, kept across runs, renewed before it ends. */
export class TokenKeeper {
  readonly #options: TokenOptions;
  readonly #key: string;
  #held: Held | undefined;
  #asking: Promise<string> | undefined;
  /** A token that was never accepted is no stale token: asking again would go on for ever. */
  #accepted = false;

  constructor(options: TokenOptions) {
    this.#options = options;
    this.#key = connectionKey(options);
  }

  /** The token; resolves at once while it is good. Throws `ReadFault`. */
  async token(): Promise<string> {
    if (this.#held !== undefined && this.#options.clock.now() < this.#held.renewAt) return this.#held.value;
    this.#asking ??= this.#find().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** The system took the token. */
  accepted(): void {
    this.#accepted = true;
  }

  /** The system did not take this token. True: it had been good before, so a new one may help. */
  async refused(token: string): Promise<boolean> {
    if (this.#held?.value !== token) return true;
    const mayHelp = this.#accepted;
    this.#held = undefined;
    this.#accepted = false;
    await this.#options.store?.remove(this.#key);
    return mayHelp;
  }

  async #find(): Promise<string> {
    const { store, clock } = this.#options;
    const kept = this.#held === undefined ? await store?.get(this.#key) : undefined;
    if (kept !== undefined && clock.now() < kept.expiresAt - RENEW_MS) {
      this.#held = { value: kept.value, renewAt: kept.expiresAt - RENEW_MS };
      // It was given to a run before this one, so it may have been revoked since.
      this.#accepted = true;
      return kept.value;
    }
    return this.#ask();
  }

  async #ask(): Promise<string> {
    const { store, clock, login } = this.#options;
    const result = await this.#send();
    if (result.kind !== "answer")
      throw this.#fault(
        "later",
        undefined,
        `the log-in at ${this.#options.host} did not get through: ${result.reason}`,
      );
    const { answer } = result;
    const body = readBody(answer);
    if (!isSuccess(answer.status)) throw this.#refusal(answer, body);
    const value = body.is === "json" ? plainText(valueAt(body.value, login.value)) : undefined;
    if (value === undefined)
      throw this.#fault(
        "broken",
        answer.status,
        `the log-in at ${this.#options.host} gave no token: the answer ${body.is === "other" ? `is ${body.what}` : `has no ${login.value}`}`,
      );
    const seconds = body.is === "json" ? Number(plainText(valueAt(body.value, login.lives))) : Number.NaN;
    const livesMs = seconds >= 1 ? Math.min(Math.round(seconds * 1000), LONGEST_LIFE_MS) : login.livesMs;
    const expiresAt = clock.now() + livesMs;
    this.#held = { value, renewAt: expiresAt - Math.min(RENEW_MS, livesMs / 10) };
    this.#accepted = false;
    await store?.put(this.#key, value, expiresAt);
    return value;
  }

  #refusal(answer: Parameters<typeof readBody>[0], body: ReturnType<typeof readBody>): ReadFault {
    const { connector, clock } = this.#options;
    const faults = faultsIn(connector, answer.status, body);
    const meaning = meaningOf(connector, "read", answer, faults, clock.now());
    const path = connector.answers.token;
    const said =
      path === undefined || body.is !== "json" ? undefined : plainText(valuesAt({ body: body.value }, path)[0]);
    const reason = said === undefined ? reasonOf(answer, body, faults, undefined) : `HTTP ${answer.status}: ${said}`;
    const later = answer.status >= 500 || meaning?.means === "later";
    return later
      ? this.#fault("later", answer.status, `the log-in is not answered at the moment (${reason})`)
      : this.#fault("blocked", answer.status, `the log-in was refused (${reason}); check the credentials`);
  }

  #fault(kind: "later" | "blocked" | "broken", status: number | undefined, message: string): ReadFault {
    const { system, secrets } = this.#options;
    return new ReadFault(kind, {
      system,
      route: "log-in",
      message: `${system}: ${secrets.masked(message)}`,
      ...(status === undefined ? {} : { status }),
    });
  }

  #send(): Promise<TransportResult> {
    const { login, connector, transport, host } = this.#options;
    const fields = login.send.map(({ name, value }) => [name, this.#fill(value) ?? ""] as const);
    const isJson = login.body === "json";
    return transport.send({
      method: "POST",
      url: this.#address(host),
      headers: {
        accept: "application/json",
        "content-type": isJson ? "application/json" : "application/x-www-form-urlencoded",
      },
      body: isJson
        ? stringifyJson(Object.fromEntries(fields))
        : new URLSearchParams(Object.fromEntries(fields)).toString(),
      timeoutMs: connector.timeoutMs,
      mostBytes: MOST_TOKEN_BYTES,
    });
  }

  #address(host: string): string {
    const address = filledAddress(this.#options.login.token, (hole) => this.#valueFor(hole)) ?? host;
    const problem = addressProblem(host) ?? addressProblem(address);
    if (problem !== undefined)
      throw this.#fault("blocked", undefined, `the log-in would go to ${problem}; expected is ${RIGHT_ADDRESS}`);
    return address;
  }

  #fill(template: Login["token"]): string | undefined {
    return fill(template, (hole) => this.#valueFor(hole));
  }

  #valueFor(hole: string): Value {
    const { host, login, credential } = this.#options;
    return hole === "host" ? host : hole === "scopes" ? login.scopes : credential(hole.replace(/^credentials\./, ""));
  }
}

/** Another secret makes another connection, so that a token never outlives the credentials that brought it. */
function connectionKey({ connection, connector, host, login, credential }: TokenOptions): string {
  const parts = [
    connector.name,
    host,
    login.name,
    login.scopes,
    ...login.ask.map(({ name }) => credential(name) ?? ""),
  ];
  return `${connection}/${createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, 32)}`;
}
