import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type Answer, type Exchange, Query, Refusal } from "./exchange.ts";
import type { FaultBox, Struck } from "./faults.ts";
import type { Imitation } from "./imitation.ts";
import type { Inspection } from "./inspect.ts";
import type { Quota } from "./quota.ts";
import type { RingLog } from "./ring-log.ts";
import type { Found } from "./router.ts";

const mostBytes = 40_000_000;
const noBody = Buffer.alloc(0);
const htmlPage = (title: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;

/** One imitated system behind the gateway. */
export interface Mounted {
  readonly name: string;
  readonly imitation: Imitation;
  /** Absent when calls are not counted. */
  readonly quota: Quota | undefined;
}

/** What the gateway serves at the moment; a reset puts others in their place. */
export interface GatewayParts {
  readonly mounted: readonly Mounted[];
  readonly faults: FaultBox;
  readonly log: RingLog;
  readonly calls: Map<string, number>;
  /** Everything under `/sandbox`. */
  inspect(inspection: Inspection): Answer;
}

/** One HTTP server for all systems: reads a request, lets a fault strike, executes, answers. */
export class Gateway {
  readonly server: Server;
  readonly #parts: GatewayParts;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(parts: GatewayParts) {
    this.#parts = parts;
    this.server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => this.#read(request, response));
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  #read(request: IncomingMessage, response: ServerResponse): void {
    const method = request.method ?? "GET";
    if (
      method === "GET" &&
      request.headers["content-length"] === undefined &&
      request.headers["transfer-encoding"] === undefined
    ) {
      this.#guarded(request, response, noBody);
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > mostBytes) request.destroy();
      else chunks.push(chunk);
    });
    request.on("end", () =>
      this.#guarded(request, response, chunks.length === 1 ? (chunks[0] ?? noBody) : Buffer.concat(chunks)),
    );
  }

  #guarded(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    try {
      this.#dispatch(request, response, body);
    } catch (error) {
      process.stderr.write(
        `sandbox: ${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}\n`,
      );
      if (!response.headersSent)
        send(response, { status: 500, type: "text/html", body: htmlPage("500 Internal Server Error") });
    }
  }

  #dispatch(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const url = request.url ?? "/";
    const mark = url.indexOf("?");
    const full = mark < 0 ? url : url.slice(0, mark);
    const queryText = mark < 0 ? "" : url.slice(mark + 1);
    const method = request.method ?? "GET";
    const mounted = this.#parts.mounted.find(
      ({ imitation: { base } }) => full.startsWith(base) && (full.length === base.length || full[base.length] === "/"),
    );
    if (mounted === undefined) {
      send(
        response,
        full.startsWith("/sandbox/")
          ? this.#parts.inspect({ method, path: full.slice(8), query: new Query(queryText, false), body })
          : { status: 404 },
      );
      return;
    }
    const { imitation } = mounted;
    const below = full.slice(imitation.base.length);
    const path = imitation.rewrite?.(below) ?? below;
    const found = imitation.router.find(method, path);
    const key = `${mounted.name} ${method} ${found.route?.path ?? path}`;
    this.#parts.calls.set(key, (this.#parts.calls.get(key) ?? 0) + 1);
    const now = Date.now();
    const exchange: Exchange = {
      method,
      path,
      query: new Query(queryText, imitation.foldsQuery),
      headers: request.headers,
      body,
      now,
      lagMs: this.#parts.faults.lag(mounted.name, method, path),
      parameters: [],
    };
    const struck = this.#parts.faults.strike(mounted.name, method, path);
    const answer = this.#answer(mounted, exchange, found, struck, response);
    this.#parts.log.add({
      at: new Date(now).toISOString(),
      system: mounted.name,
      method,
      path,
      ...(queryText === "" ? {} : { query: queryText }),
      ...(answer === undefined ? {} : { status: answer.status }),
      ...(struck === undefined ? {} : { fault: struck.name }),
    });
    if (answer !== undefined) send(response, answer);
  }

  /** The answer to send now; undefined when none is sent, or later. */
  #answer(
    mounted: Mounted,
    exchange: Exchange,
    found: Found,
    struck: Struck | undefined,
    response: ServerResponse,
  ): Answer | undefined {
    const { imitation, quota } = mounted;
    if (quota !== undefined && !quota.admit(exchange.now)) return imitation.quota.refusal;
    const execute = () => executed(imitation, exchange, found);
    const executeNow = () => executed(imitation, { ...exchange, now: Date.now() }, found);
    switch (struck?.name) {
      case undefined:
      case "listLag":
        return execute();
      case "lostRequest":
        response.destroy();
        return undefined;
      case "lostReply":
        execute();
        response.destroy();
        return undefined;
      case "executeThenTimeout":
        execute();
        return undefined;
      case "lateLanding":
        this.#later(struck.ms, executeNow);
        return undefined;
      case "errorAfterEffect":
        execute();
        return { status: 500, type: "text/html", body: htmlPage("500 Internal Server Error") };
      case "htmlError":
        return { status: 502, type: "text/html", body: htmlPage("502 Bad Gateway") };
      case "storm429":
        return imitation.quota.refusal;
      case "expiredToken":
        return imitation.tokens.rules.refusal;
      case "notJson": {
        const answer = execute();
        const text = typeof answer.body === "string" ? answer.body : "";
        return { ...answer, body: text.slice(0, Math.floor(text.length / 2)) || "<" };
      }
      case "slow":
        this.#later(struck.ms, () => send(response, executeNow()));
        return undefined;
    }
  }

  #later(ms: number, act: () => unknown): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      act();
    }, ms);
    this.#timers.add(timer);
  }
}

function executed(imitation: Imitation, exchange: Exchange, found: Found): Answer {
  try {
    return imitation.answer(exchange, found);
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function send(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return;
  const { status, type, body, headers } = answer;
  if (body === undefined) {
    response.writeHead(status, { ...headers, "Content-Length": 0 });
    response.end();
    return;
  }
  const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
  const own = { "Content-Type": type ?? "application/octet-stream", "Content-Length": length };
  response.writeHead(status, headers === undefined ? own : { ...own, ...headers });
  response.end(body);
}
