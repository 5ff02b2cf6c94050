import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ConnectOptions, connectSystem } from "../../../engine/http/connect.ts";
import type { Clock, System } from "../../../engine/http/system.ts";
import { createTransport } from "../../../engine/http/transport.ts";
import { shipped } from "../connector/read-shipped.ts";

export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  readonly bytes: Buffer;
}

/** A status with a body, or what goes wrong on the way. */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly json?: unknown;
      readonly body?: string | Buffer;
    }
  | "reset"
  | "silence";

export interface ScriptedServer {
  readonly host: string;
  readonly arrived: readonly Arrived[];
  /** Connections that were opened. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** A server on this machine that answers as the test says; the log-in always works unless the script answers it. */
export async function serve(
  script: (request: Arrived) => Reply | undefined | Promise<Reply | undefined>,
): Promise<ScriptedServer> {
  const arrived: Arrived[] = [];
  let opened = 0;
  const server = createServer(async (message, response) => {
    const request = await receive(message);
    arrived.push(request);
    answer(message, response, (await script(request)) ?? defaultReply(request));
  });
  server.on("connection", () => opened++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: `http://127.0.0.1:${port}`,
    arrived,
    connections: () => opened,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function receive(message: IncomingMessage): Promise<Arrived> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const url = new URL(message.url ?? "/", "http://127.0.0.1");
  const bytes = Buffer.concat(chunks);
  return {
    method: message.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers as Record<string, string>,
    text: bytes.toString("utf8"),
    bytes,
  };
}

function answer(message: IncomingMessage, response: ServerResponse, reply: Reply): void {
  if (reply === "silence") return;
  if (reply === "reset") {
    message.socket.destroy();
    return;
  }
  response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
  response.end(reply.json === undefined ? (reply.body ?? "") : JSON.stringify(reply.json));
}

export const TOKEN = "token-that-nobody-may-see";

function defaultReply(request: Arrived): Reply {
  if (request.path.endsWith("/token"))
    return { json: { access_token: TOKEN, access_token_expires_in: 3600, expires_in: 3600 } };
  return { status: 404 };
}

/** Time that passes only by sleeping. */
export class TestClock implements Clock {
  time = Date.UTC(2026, 2, 2, 8);
  readonly slept: number[] = [];

  now(): number {
    return this.time;
  }

  async sleep(ms: number): Promise<void> {
    this.slept.push(ms);
    this.time += ms;
  }
}

export const CREDENTIALS = {
  clientId: "client-7",
  clientSecret: "secret-that-nobody-may-see",
  apiKey: "key-that-nobody-may-see",
};

export interface Connection {
  readonly system: System;
  readonly server: ScriptedServer;
  readonly clock: TestClock;
  /** Requests other than log-ins. */
  readonly asked: () => readonly Arrived[];
  close(): Promise<void>;
}

/** A shipped connector against a scripted server. */
export async function connectTo(
  vendor: string,
  script: Parameters<typeof serve>[0],
  options: Partial<ConnectOptions> = {},
): Promise<Connection> {
  const server = await serve(script);
  const clock = new TestClock();
  const transport = createTransport();
  const system = connectSystem({
    name: vendor,
    connector: shipped(vendor),
    credentials: CREDENTIALS,
    host: server.host,
    transport,
    clock,
    random: () => 0.5,
    ...options,
  });
  return {
    system,
    server,
    clock,
    asked: () => server.arrived.filter((request) => !request.path.endsWith("/token")),
    async close() {
      await server.close();
      await transport.close();
    },
  };
}

export async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}

/** Closes what a test opened, whatever becomes of it. */
export async function using<T>(
  connection: Promise<Connection>,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const open = await connection;
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}
