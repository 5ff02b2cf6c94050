import { Buffer } from "node:buffer";
import type { Dispatcher } from "undici";
import type { Answer } from "../connector/classify.ts";
import { Agent } from "./undici.ts";

export interface TransportRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  readonly timeoutMs: number;
  /** Larger answers are given up. */
  readonly mostBytes: number;
  /** Runs when a connection is there and nothing has been written yet; false: nothing is. */
  readonly lastLook?: () => boolean;
}

/**
 * `not-sent`: no byte of the request has left. `unknown`: it may have been carried out. A reason names no address, header
 * or body.
 */
export type TransportResult =
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "not-sent"; readonly reason: string }
  /** `tooLarge`: the answer was, and the next one would be. */
  | { readonly kind: "unknown"; readonly reason: string; readonly tooLarge?: true };

/** The way out. Sends once and never repeats; whatever goes wrong is a result, so that `send` is never rejected. */
export interface Transport {
  send(request: TransportRequest): Promise<TransportResult>;
  close(): Promise<void>;
}

export interface TransportOptions {
  /** Connections to one host, 16 if left out; null: as many as there are requests under way. */
  readonly connections?: number | null;
  readonly connectTimeoutMs?: number;
}

/** HTTP/1.1 with keep-alive, one request at a time on a connection. */
export function createTransport(options: TransportOptions = {}): Transport {
  const agent = new Agent({
    connections: options.connections === undefined ? 16 : options.connections,
    pipelining: 1,
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 60_000,
    connect: { timeout: options.connectTimeoutMs ?? 10_000 },
    allowH2: false,
  });
  return {
    send: (request) => sendOnce(agent, request),
    close: () => agent.close(),
  };
}

function sendOnce(agent: Dispatcher, request: TransportRequest): Promise<TransportResult> {
  return new Promise((resolve) => {
    const exchange = new Exchange(request, resolve);
    try {
      const url = new URL(request.url);
      agent.dispatch(
        {
          origin: url.origin,
          path: `${url.pathname}${url.search}`,
          method: request.method as Dispatcher.HttpMethod,
          headers: request.headers,
          body: request.body ?? null,
          headersTimeout: request.timeoutMs,
          bodyTimeout: request.timeoutMs,
        },
        exchange,
      );
    } catch (error) {
      exchange.onResponseError(undefined, error);
    }
  });
}

/** Why we ended it ourselves. */
class GivenUp extends Error {}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: TransportRequest;
  readonly #resolve: (result: TransportResult) => void;
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #started = false;
  #done = false;
  #status = 0;
  #headers: Readonly<Record<string, string>> = {};
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(request: TransportRequest, resolve: (result: TransportResult) => void) {
    this.#request = request;
    this.#resolve = resolve;
    // One deadline for the whole exchange, waiting for a connection included.
    this.#timer = setTimeout(
      () => this.#giveUp(`no answer within ${request.timeoutMs / 1000} seconds`),
      request.timeoutMs,
    );
  }

  /** Called on the connection just before the first byte is written; to throw here leaves everything unwritten. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#done || this.#started) throw new GivenUp("the request would have been sent a second time");
    if (this.#request.lastLook !== undefined && !this.#request.lastLook())
      throw new GivenUp("the last look before sending said no");
    this.#started = true;
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.#controller = controller;
    if (status < 200) return;
    this.#status = status;
    this.#headers = plainHeaders(headers);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#request.mostBytes) {
      this.#giveUp(`the answer is larger than ${this.#request.mostBytes} bytes`, { tooLarge: true });
      return;
    }
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const body = this.#chunks.length === 1 ? (this.#chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(this.#chunks);
    this.#finish({ kind: "answer", answer: { status: this.#status, headers: this.#headers, body } });
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: unknown): void {
    const reason = reasonOf(error);
    this.#finish(this.#started ? { kind: "unknown", reason } : { kind: "not-sent", reason });
  }

  #giveUp(reason: string, size: { readonly tooLarge?: true } = {}): void {
    this.#finish(this.#started ? { kind: "unknown", reason, ...size } : { kind: "not-sent", reason });
    this.#controller?.abort(new GivenUp(reason));
  }

  #finish(result: TransportResult): void {
    if (this.#done) return;
    this.#done = true;
    clearTimeout(this.#timer);
    this.#chunks = [];
    this.#resolve(result);
  }
}

function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> {
  const plain: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) plain[name.toLowerCase()] = typeof value === "string" ? value : value.join(", ");
  }
  return plain;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: "the host name is not known",
  EAI_AGAIN: "the host name could not be looked up",
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection broke off",
  EPIPE: "the connection broke off",
  UND_ERR_SOCKET: "the connection broke off",
  UND_ERR_CONNECT_TIMEOUT: "no connection within the time",
  UND_ERR_HEADERS_TIMEOUT: "no answer within the time",
  UND_ERR_BODY_TIMEOUT: "the answer broke off",
  ERR_INVALID_URL: "its address cannot be read",
  CERT_HAS_EXPIRED: "the certificate of the host has expired",
};

/** Messages of the network layer may hold addresses; a code or our own words do not. */
function reasonOf(error: unknown): string {
  if (error instanceof GivenUp) return error.message;
  const code = codeOf(error);
  if (code === undefined)
    return error instanceof TypeError || error instanceof Error
      ? `the request could not be made (${error.name})`
      : "the request could not be made";
  return REASONS[code] ?? `the connection failed (${code})`;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return "cause" in error ? codeOf(error.cause) : undefined;
}
