import {
  type Answer,
  type Body,
  faultsIn,
  isSuccess,
  type Meaning,
  meaningOf,
  readBody,
  reasonOf,
} from "../connector/classify.ts";
import type { Connector } from "../connector/description.ts";
import { type Fault, ReadFault } from "../connector/operations.ts";
import type { WireRequest } from "../connector/request.ts";
import { fill } from "../connector/template.ts";
import { type KnownSecrets, SHORTEST_SECRET_OF_PAGES } from "../value/known-secrets.ts";
import type { Value } from "../value/value.ts";
import { Gate, type Places } from "./gate.ts";
import type { ConnectionPace } from "./pace.ts";
import { backOff, READ_RETRIES } from "./retry.ts";
import type { Clock } from "./system.ts";
import type { TokenKeeper } from "./token.ts";
import type { Transport, TransportResult } from "./transport.ts";

export interface CallerOptions {
  readonly system: string;
  readonly connector: Connector;
  readonly host: string;
  readonly credential: (name: string) => string | undefined;
  /** Taken out of what the system says. */
  readonly secrets: KnownSecrets;
  /** Those of them that are no mere names: taken out of records as well. */
  readonly known: KnownSecrets;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly pace: ConnectionPace;
  readonly tokens: TokenKeeper;
  /** How many calls may be under way together. */
  readonly places: Places;
}

export interface SendOptions {
  readonly lastLook?: () => boolean;
  readonly mostBytes?: number;
}

/** Answers of lists and records; files have their own limit. */
const MOST_ANSWER_BYTES = 50_000_000;
const SHORTEST_PAUSE_MS = 500;

/** Sends requests of one connection: token, pace, headers, counts; repeats reads, never writes. */
export class Caller {
  readonly #options: CallerOptions;
  readonly #gate: Gate;
  readonly #calls = new Map<string, number>();
  #common: { readonly token: string; readonly headers: Readonly<Record<string, string>> } | undefined;

  constructor(options: CallerOptions) {
    this.#options = options;
    this.#gate = new Gate(options.places);
  }

  calls(): ReadonlyMap<string, number> {
    return this.#calls;
  }

  /** One attempt. Throws `ReadFault` when there is no token. */
  async send(
    request: WireRequest,
    options: SendOptions = {},
  ): Promise<{ readonly result: TransportResult; readonly token: string }> {
    return this.#gate.run(async () => {
      const token = await this.#options.tokens.token();
      const turn = this.#options.pace.take();
      if (turn !== undefined) await turn;
      this.#calls.set(request.route, (this.#calls.get(request.route) ?? 0) + 1);
      const { connector, transport, host } = this.#options;
      const result = await transport.send({
        method: request.method,
        url: host + request.target,
        headers: this.#headers(request, token),
        body: request.body,
        timeoutMs: connector.timeoutMs,
        mostBytes: options.mostBytes ?? MOST_ANSWER_BYTES,
        ...(options.lastLook === undefined ? {} : { lastLook: options.lastLook }),
      });
      return { result, token };
    });
  }

  /**
   * The JSON of a read; undefined when it is not there. `arrived` is told of the answer before its body is read, which
   * takes a while for a long one. Throws `ReadFault`.
   */
  async readJson(request: WireRequest, arrived?: (answer: Answer) => void): Promise<FoundJson | undefined> {
    const found = await this.#read(request, { wantsJson: true, ...(arrived === undefined ? {} : { arrived }) });
    if (found === "too large")
      throw this.fault("broken", request, `the answer is larger than ${MOST_ANSWER_BYTES} bytes`);
    if (found === undefined || found.body.is !== "json") return undefined;
    return { answer: found.answer, body: found.body.value };
  }

  /** The bytes of a file; undefined when it is not there. Throws `ReadFault`. */
  async readBytes(request: WireRequest, mostBytes: number): Promise<Answer | undefined | "too large"> {
    const found = await this.#read(request, { wantsJson: false, mostBytes });
    return found === "too large" ? found : found?.answer;
  }

  /** The system answered with 429 or the like: nobody of this client goes on for a while. */
  pause(waitMs: number | undefined): void {
    this.#options.pace.pause(Math.max(waitMs ?? 0, SHORTEST_PAUSE_MS));
  }

  tokenAccepted(): void {
    this.#options.tokens.accepted();
  }

  tokenRefused(token: string): Promise<boolean> {
    return this.#options.tokens.refused(token);
  }

  now(): number {
    return this.#options.clock.now();
  }

  /** A fault of a read, with secrets taken out. */
  fault(
    kind: ReadFault["kind"],
    request: Pick<WireRequest, "route">,
    reason: string,
    status?: number,
    faults: readonly Fault[] = [],
  ): ReadFault {
    const { system, secrets } = this.#options;
    const clean = faults.map((fault) => ({ ...fault, message: secrets.masked(fault.message) }));
    const message = `${system}: ${request.route}: ${secrets.masked(reason)}`;
    return new ReadFault(kind, {
      system,
      route: request.route,
      message,
      faults: clean,
      ...(status === undefined ? {} : { status }),
    });
  }

  /** A text of a record, which is worked with: only what nobody would write by chance is taken out. */
  cleanRecord(text: string): string {
    return this.#options.known.masked(text, SHORTEST_SECRET_OF_PAGES);
  }

  clean(text: string): string {
    return this.#options.secrets.masked(text);
  }

  async #read(request: WireRequest, want: Want): Promise<Found> {
    for (let attempt = 1; ; attempt++) {
      const step = await this.#readOnce(request, want);
      if ("found" in step) return step.found;
      const wait = step.waitMs ?? backOff(READ_RETRIES, attempt, this.#options.random);
      if (attempt >= Math.min(READ_RETRIES.attempts, step.attempts) || wait > READ_RETRIES.longestWaitMs)
        throw step.fault;
      if (wait > 0) await this.#options.clock.sleep(wait);
    }
  }

  async #readOnce(request: WireRequest, want: Want): Promise<ReadStep> {
    const sent = await this.#trySend(request, want.mostBytes);
    if ("fault" in sent) return sent;
    const { result, token } = sent;
    if (result.kind === "unknown" && result.tooLarge) return { found: "too large" };
    if (result.kind !== "answer")
      return { fault: this.fault("later", request, result.reason), attempts: READ_RETRIES.attempts };
    const { answer } = result;
    if (!isSuccess(answer.status)) return this.#afterError(request, answer, token);
    this.tokenAccepted();
    if (!want.wantsJson) return { found: { answer, body: { is: "empty" } } };
    want.arrived?.(answer);
    const body = readBody(answer);
    if (body.is !== "other") return { found: { answer, body } };
    return {
      fault: this.fault("broken", request, `HTTP ${answer.status}, but the answer is ${body.what}`, answer.status),
      attempts: 2,
    };
  }

  async #trySend(
    request: WireRequest,
    mostBytes: number | undefined,
  ): Promise<Awaited<ReturnType<Caller["send"]>> | Again> {
    try {
      return await this.send(request, mostBytes === undefined ? {} : { mostBytes });
    } catch (error) {
      if (error instanceof ReadFault && error.kind === "later")
        return { fault: error, attempts: READ_RETRIES.attempts };
      throw error;
    }
  }

  async #afterError(request: WireRequest, answer: Answer, token: string): Promise<ReadStep> {
    const body = readBody(answer);
    const faults = faultsIn(this.#options.connector, answer.status, body);
    const meaning = meaningOf(this.#options.connector, "read", answer, faults, this.now());
    const reason = reasonOf(answer, body, faults, meaning?.say);
    if (meaning?.means === "missing") return { found: undefined };
    const fault = (kind: ReadFault["kind"]) => this.fault(kind, request, reason, answer.status, faults);
    if (meaning?.means === "login") {
      if (await this.tokenRefused(token)) return { fault: fault("blocked"), attempts: 2, waitMs: 0 };
      throw fault("blocked");
    }
    if (meaning?.means === "later") return this.#later(fault("later"), meaning);
    if (meaning?.means === "blocked") throw fault("blocked");
    if (answer.status >= 500 || answer.status === 408)
      return { fault: fault("later"), attempts: READ_RETRIES.attempts };
    throw fault(answer.status >= 400 ? "rejected" : "broken");
  }

  #later(fault: ReadFault, meaning: Meaning): Again {
    this.pause(meaning.waitMs);
    // The pause of the whole client does the waiting.
    return {
      fault,
      attempts: READ_RETRIES.attempts,
      ...(meaning.waitMs === undefined ? {} : { waitMs: meaning.waitMs }),
    };
  }

  #headers(request: WireRequest, token: string): Record<string, string> {
    if (this.#common?.token !== token) this.#common = { token, headers: this.#commonHeaders(token) };
    const headers = { ...this.#common.headers };
    for (const [name, value] of request.headers) headers[name.toLowerCase()] = value;
    if (request.contentType !== undefined) headers["content-type"] = request.contentType;
    return headers;
  }

  /** What every request with this token says. */
  #commonHeaders(token: string): Record<string, string> {
    const { connector, credential, host } = this.#options;
    const valueFor = (hole: string): Value =>
      hole === "token" ? token : hole === "host" ? host : credential(hole.replace(/^credentials\./, ""));
    return Object.fromEntries(
      connector.headers.map(({ name, value }) => [name.toLowerCase(), fill(value, valueFor) ?? ""]),
    );
  }
}

export interface FoundJson {
  readonly answer: Answer;
  readonly body: Value;
}

interface Want {
  readonly wantsJson: boolean;
  readonly mostBytes?: number;
  readonly arrived?: (answer: Answer) => void;
}

type Found = { readonly answer: Answer; readonly body: Body } | "too large" | undefined;

type ReadStep = { readonly found: Found } | Again;

/** Not yet: try again, at most `attempts` times in all; after that the fault is the result. */
interface Again {
  readonly fault: ReadFault;
  readonly attempts: number;
  readonly waitMs?: number;
}
