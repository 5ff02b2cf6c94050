import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { connectSystem } from "../../../engine/http/connect.ts";
import { createTransport } from "../../../engine/http/transport.ts";
import { fromText } from "../../../engine/value/decimal.ts";
import { FileValue, Money } from "../../../engine/value/value.ts";
import { shipped } from "../connector/read-shipped.ts";
import { type Arrived, CREDENTIALS, connectTo, type Reply, TestClock, using } from "./scripted-server.ts";

const yes = () => true;
const writes = (asked: readonly Arrived[]) => asked.filter((request) => request.method !== "GET");

describe("a write goes out as the vendor wants it", () => {
  it("Severa: changes as JSON Patch, references as their id", async () => {
    await using(
      connectTo("severa", (request) =>
        request.method === "PATCH" ? { json: [{ guid: "g1", number: 5 }] } : undefined,
      ),
      async ({ system, asked }) => {
        const body = { status: { guid: "s2", name: "Transferred", isSent: true }, notes: null, currency: undefined };
        expect(await system.write({ kind: "invoice", operation: "update", id: "g1", body }, yes)).toEqual({
          kind: "done",
          record: {},
          id: "g1",
        });
        expect(asked()[0]).toMatchObject({ method: "PATCH", path: "/v1/invoices/g1" });
        expect(JSON.parse(asked()[0]?.text ?? "")).toEqual([
          { op: "Replace", path: "/status", value: { guid: "s2" } },
          { op: "Replace", path: "/notes", value: null },
        ]);
      },
    );
  });

  it("a create that answers with a list of one; money in the vendor's two fields; digits as they are", async () => {
    await using(
      connectTo("severa", (request) =>
        request.path === "/v1/projectfees" ? { status: 201, json: [{ guid: "f1" }] } : undefined,
      ),
      async ({ system, asked }) => {
        const price = fromText("12345678901234567.15");
        const body = { project: { guid: "p", name: "Portal" }, quantity: 1.5, unitCost: new Money(price ?? 0, "EUR") };
        expect(await system.write({ kind: "projectFee", operation: "create", body }, yes)).toMatchObject({
          kind: "done",
          id: "f1",
        });
        expect(asked()[0]?.text).toBe(
          '{"project":{"guid":"p"},"quantity":1.5,"unitCost":{"amount":12345678901234567.15,"currencyCode":"EUR"}}',
        );
      },
    );
  });

  it("Procountor: the whole record with the version that was read, and what may not be sent left out", async () => {
    const item = {
      id: 7,
      type: "SALES",
      name: "Old",
      code: "A",
      discount: 0,
      price: 5,
      active: true,
      currency: "EUR",
      defaultAccount: "3000",
      version: "2026-01-01T10:00:00",
    };
    await using(
      connectTo("procountor", (request) =>
        request.path === "/products/7"
          ? { json: request.method === "GET" ? item : JSON.parse(request.text) }
          : undefined,
      ),
      async ({ system, asked }) => {
        const outcome = await system.write(
          { kind: "product", operation: "update", id: 7, body: { name: "New", defaultAccount: null } },
          yes,
        );
        expect(outcome).toMatchObject({ kind: "done", id: "7" });
        const { defaultAccount: _, ...rest } = item;
        expect(JSON.parse(writes(asked())[0]?.text ?? "")).toEqual({ ...rest, name: "New" });
      },
    );
  });

  it("the dimensions of one ledger transaction: ids in the path, only the values in the body", async () => {
    await using(
      connectTo("procountor", (request) =>
        request.method === "PUT" ? { json: { id: 77, transactions: [] } } : undefined,
      ),
      async ({ system, asked }) => {
        const body = {
          ledgerReceiptId: 77,
          transactionId: 3,
          dimensionItemValues: [{ dimensionId: 5, itemId: 51, value: -200 }],
        };
        expect(
          await system.write({ kind: "ledgerTransactionDimensions", operation: "update", body }, yes),
        ).toMatchObject({ kind: "done", id: "3" });
        expect(asked()[0]).toMatchObject({
          path: "/ledgerreceipts/77/transactions/3/dimensions",
          text: '{"dimensionItemValues":[{"dimensionId":5,"itemId":51,"value":-200}]}',
        });
      },
    );
  });

  it("an item of a dimension: the dimension stands in the path and in the record that comes back", async () => {
    await using(
      connectTo("procountor", (request) =>
        request.method === "POST" && !request.path.endsWith("token")
          ? { json: { id: 52, codeName: "1002" } }
          : undefined,
      ),
      async ({ system, asked }) => {
        const outcome = await system.write(
          { kind: "dimensionItem", operation: "create", body: { dimensionId: 5, codeName: "1002" } },
          yes,
        );
        expect(outcome).toEqual({ kind: "done", id: "52", record: { dimensionId: 5, id: 52, codeName: "1002" } });
        expect(asked()[0]).toMatchObject({ path: "/dimensions/5/items", text: '{"codeName":"1002"}' });
      },
    );
  });

  it("a file as multipart: its description as JSON, then its bytes as they are", async () => {
    await using(
      connectTo("procountor", (request) => (request.path === "/attachments" ? { json: { id: 9 } } : undefined)),
      async ({ system, asked }) => {
        const bytes = new Uint8Array([37, 80, 68, 70, 0, 13, 10, 255]);
        const file = new FileValue('in"v.pdf', "application/pdf", bytes.length, { from: "bytes", bytes });
        const body = { name: "inv.pdf", referenceType: "INVOICE", referenceId: 5, sendWithInvoice: true, file };
        expect(await system.write({ kind: "attachment", operation: "create", body }, yes)).toMatchObject({
          kind: "done",
          id: "9",
        });
        const request = asked()[0];
        const boundary = request?.headers["content-type"]?.match(/^multipart\/form-data; boundary=(.+)$/)?.[1] ?? "";
        const text = request?.bytes.toString("latin1") ?? "";
        expect(text.split(`--${boundary}`).map((part) => part.trim().split("\r\n").slice(0, 2))).toEqual([
          [""],
          ['Content-Disposition: form-data; name="meta"', "Content-Type: application/json"],
          ['Content-Disposition: form-data; name="file"; filename="in_v.pdf"', "Content-Type: application/pdf"],
          ["--"],
        ]);
        expect(text).toContain('{"name":"inv.pdf","referenceType":"INVOICE","referenceId":5,"sendWithInvoice":true}');
        expect(request?.bytes.includes(Buffer.from(bytes))).toBe(true);
      },
    );
  });

  it("an action", async () => {
    await using(
      connectTo("procountor", (request) =>
        request.path === "/invoices/5/approve" ? { json: { message: "done" } } : undefined,
      ),
      async ({ system, asked }) => {
        expect(
          await system.write({ kind: "invoice", operation: "action", action: "approve", id: 5, body: {} }, yes),
        ).toMatchObject({ kind: "done", id: "5" });
        expect(asked()[0]).toMatchObject({ method: "PUT", text: '{"comment":""}' });
      },
    );
  });
});

describe("what can be known before is refused before anything is sent", () => {
  it("a character that Windows-1252 does not have, with the field and the character", async () => {
    await using(
      connectTo("procountor", () => undefined),
      async ({ system, server }) => {
        const body = { type: "SALES", name: "Pump – 5 €", invoiceRows: [{ product: "a" }, { product: "a → b" }] };
        expect(await system.write({ kind: "invoice", operation: "create", body }, yes)).toEqual({
          kind: "rejected",
          status: 0,
          faults: [
            {
              code: "character-not-allowed",
              field: "invoiceRows.2.product",
              message:
                'invoiceRows.2.product has the character "→" (U+2192); Procountor takes only the characters of Windows-1252',
            },
          ],
        });
        expect(server.arrived).toEqual([]);
      },
    );
  });

  it("a file over the limit [PRO-INV-07]", async () => {
    await using(
      connectTo("procountor", () => undefined),
      async ({ system, server }) => {
        const file = new FileValue("big.pdf", "application/pdf", undefined, {
          from: "bytes",
          bytes: new Uint8Array(10_000_001),
        });
        const outcome = await system.write(
          { kind: "attachment", operation: "create", body: { name: "big.pdf", file } },
          yes,
        );
        expect(outcome).toMatchObject({
          kind: "rejected",
          faults: [
            {
              code: "file-too-large",
              field: "file",
              message: "big.pdf has 10000001 bytes; Procountor takes at most 10000000",
            },
          ],
        });
        expect(server.arrived).toEqual([]);
      },
    );
  });

  it("a file that is absent", async () => {
    await using(
      connectTo("procountor", () => undefined),
      async ({ system, server }) => {
        const body = { name: "scan.pdf", referenceId: 5 };
        expect(await system.write({ kind: "attachment", operation: "create", body }, yes)).toMatchObject({
          kind: "rejected",
          faults: [{ code: "value-missing", field: "file" }],
        });
        expect(server.arrived).toEqual([]);
      },
    );
  });

  it("a record that is gone, where the system takes whole records only: the changes are no record", async () => {
    await using(
      connectTo("procountor", () => ({ status: 404, json: { errors: [{ status: 404, message: "Not found" }] } }), {
        tokens: {
          get: async () => ({ value: "t", expiresAt: Date.UTC(2030, 0) }),
          put: async () => {},
          remove: async () => {},
        },
      }),
      async ({ system, asked }) => {
        const update = { kind: "product", operation: "update", id: 7, body: { name: "New" } } as const;
        expect(await system.write(update, yes)).toEqual({ kind: "missing", reason: "product 7 is not there" });
        expect(writes(asked())).toEqual([]);
      },
    );
  });

  it("a value that the path needs", async () => {
    await using(
      connectTo("procountor", () => undefined),
      async ({ system, server }) => {
        expect(
          await system.write({ kind: "dimensionItem", operation: "create", body: { codeName: "1" } }, yes),
        ).toMatchObject({ kind: "rejected", faults: [{ code: "value-missing", field: "dimensionId" }] });
        expect(server.arrived).toEqual([]);
      },
    );
  });

  it("a last look that says no: not one byte arrives", async () => {
    await using(
      connectTo("procountor", (request) => (request.path === "/invoices" ? { json: { id: 1 } } : undefined)),
      async ({ system, asked }) => {
        expect(await system.write({ kind: "invoice", operation: "create", body: {} }, () => false)).toEqual({
          kind: "not-executed",
          reason: "the last look before sending said no",
        });
        expect(writes(asked())).toEqual([]);
        expect(await system.write({ kind: "invoice", operation: "create", body: {} }, yes)).toMatchObject({
          kind: "done",
        });
      },
    );
  });
});

const rejection = { errors: [{ status: 400, field: "invoiceRows[3].vatStatus", message: "ERROR_VATSTATUS_VATPERC" }] };
const severaError = (type: string, status: number) => ({
  status,
  json: {
    error: {
      httpStatusCode: status,
      type,
      details: [{ message: "Name is too long", location: { type: "RequestBody", name: "name" } }],
      stack: null,
    },
  },
});
const HTML = { "content-type": "text/html" };

describe("an outcome is what the answer proves", () => {
  const create = { kind: "invoice", operation: "create", body: { type: "SALES_INVOICE" } } as const;
  const cases: readonly (readonly [string, Reply, object])[] = [
    [
      "400 with the vendor's errors: rejected, with field and code",
      { status: 400, json: rejection },
      {
        kind: "rejected",
        status: 400,
        faults: [
          { code: "ERROR_VATSTATUS_VATPERC", message: "ERROR_VATSTATUS_VATPERC", field: "invoiceRows[3].vatStatus" },
        ],
      },
    ],
    [
      "400 with free text: rejected, the code is the status",
      { status: 400, json: { errors: [{ status: 400, message: "Value cannot be blank" }] } },
      { kind: "rejected", status: 400, faults: [{ code: "HTTP 400", message: "Value cannot be blank" }] },
    ],
    [
      "400 from somebody between: uncertain",
      { status: 400, headers: HTML, body: "<html>Bad Request</html>" },
      { kind: "uncertain", reason: "HTTP 400: the answer is a web page" },
    ],
    [
      "403 without the right: blocked",
      { status: 403, json: { errors: [{ status: 403, message: "Forbidden" }] } },
      { kind: "blocked" },
    ],
    [
      "404 on a create: rejected",
      { status: 404, json: { errors: [{ status: 404, message: "Partner not found" }] } },
      { kind: "rejected", status: 404 },
    ],
    ["413: never carried out", { status: 413, headers: HTML, body: "<html>" }, { kind: "rejected", status: 413 }],
    [
      "429 with a wait: not executed",
      { status: 429, headers: { "retry-after": "7" }, body: "slow down" },
      { kind: "not-executed", waitMs: 7000 },
    ],
    [
      "503 with a wait: not executed",
      { status: 503, headers: { "retry-after": "2" }, body: "" },
      { kind: "not-executed", waitMs: 2000 },
    ],
    ["500: uncertain", { status: 500, json: {} }, { kind: "uncertain" }],
    [
      "502 with a page of nginx: uncertain",
      { status: 502, headers: HTML, body: "<html><head><title>502 Bad Gateway</title></head></html>" },
      { kind: "uncertain", reason: "HTTP 502: the answer is a web page" },
    ],
    ["503 without a wait: uncertain", { status: 503 }, { kind: "uncertain" }],
    ["200 that is a page: uncertain", { headers: HTML, body: "<!doctype html><p>Log in" }, { kind: "uncertain" }],
    ["200 that breaks off: uncertain", { body: '{"id": 5, "ty' }, { kind: "uncertain" }],
    ["200 without an id: uncertain", { json: {} }, { kind: "uncertain" }],
    ["a reset: uncertain", "reset", { kind: "uncertain", reason: "the connection broke off" }],
  ];

  it.each(cases)("%s", async (_title, reply, expected) => {
    await using(
      connectTo("procountor", (request) =>
        request.method === "POST" && request.path === "/invoices" ? reply : undefined,
      ),
      async ({ system, asked }) => {
        expect(await system.write(create, yes)).toMatchObject(expected);
        // Whatever came back: it went out once.
        expect(writes(asked())).toHaveLength(1);
      },
    );
  });

  it("Severa's error model gives type, sentence and field", async () => {
    await using(
      connectTo("severa", (request) => (request.method === "PATCH" ? severaError("InvalidParameter", 400) : undefined)),
      async ({ system }) => {
        expect(
          await system.write({ kind: "invoice", operation: "update", id: "g", body: { notes: "x" } }, yes),
        ).toEqual({
          kind: "rejected",
          status: 400,
          faults: [{ code: "InvalidParameter", message: "Name is too long", field: "name" }],
        });
      },
    );
  });

  it.each([
    ["InsufficientApiScope", 403, "blocked"],
    ["AddonMissing", 403, "blocked"],
    ["InvalidOperation", 400, "rejected"],
    ["InternalSystemError", 500, "uncertain"],
  ])("Severa's %s (%i) means %s", async (type, status, kind) => {
    await using(
      connectTo("severa", (request) => (request.method === "PATCH" ? severaError(type, status) : undefined)),
      async ({ system }) => {
        expect(
          await system.write({ kind: "invoice", operation: "update", id: "g", body: { notes: "x" } }, yes),
        ).toMatchObject({ kind });
      },
    );
  });

  it("a record that is gone is missing, on an update", async () => {
    await using(
      connectTo("severa", () => undefined),
      async ({ system }) => {
        expect(
          await system.write({ kind: "invoice", operation: "update", id: "g", body: { notes: "x" } }, yes),
        ).toMatchObject({ kind: "missing" });
      },
    );
  });

  it("silence: uncertain after the time is over", async () => {
    const connector = { ...shipped("procountor"), timeoutMs: 150 };
    await using(
      connectTo("procountor", (request) => (request.path === "/invoices" ? "silence" : undefined), { connector }),
      async ({ system, asked }) => {
        expect(await system.write(create, yes)).toEqual({ kind: "uncertain", reason: "no answer within 0.15 seconds" });
        expect(writes(asked())).toHaveLength(1);
      },
    );
  });

  it("nobody listens: not executed", async () => {
    const port = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 1));
      });
    });
    const transport = createTransport();
    const tokens = {
      get: async () => ({ value: "kept", expiresAt: Number.MAX_SAFE_INTEGER }),
      put: async () => {},
      remove: async () => {},
    };
    const system = connectSystem({
      name: "p",
      connector: shipped("procountor"),
      credentials: CREDENTIALS,
      host: `http://127.0.0.1:${port}`,
      transport,
      clock: new TestClock(),
      random: () => 0.5,
      tokens,
    });
    expect(await system.write(create, yes)).toEqual({ kind: "not-executed", reason: "the connection was refused" });
    await transport.close();
  });

  it("401: not executed, and the next attempt goes with a new token; refused again, the set-up is at fault", async () => {
    let tokens = 0;
    const script = (request: Arrived): Reply | undefined => {
      if (request.path === "/oauth/token") return { json: { access_token: `token-${++tokens}`, expires_in: 3600 } };
      if (request.method === "GET") return { json: { id: 1 } };
      return request.headers["authorization"] === "Bearer token-2"
        ? { json: { id: 5 } }
        : { status: 401, json: { errors: [{ status: 401, message: "Unauthorized" }] } };
    };
    await using(connectTo("procountor", script), async ({ system }) => {
      await system.read("company", 1);
      expect(await system.write(create, yes)).toMatchObject({ kind: "not-executed", waitMs: 0 });
      expect(await system.write(create, yes)).toMatchObject({ kind: "done" });
    });
    await using(
      connectTo("procountor", (request) => (request.path === "/oauth/token" ? undefined : { status: 401 })),
      async ({ system }) => {
        expect(await system.write(create, yes)).toMatchObject({ kind: "blocked" });
      },
    );
  });

  it("401 after a write that was taken: the token had been good, so the next attempt goes with a new one", async () => {
    let answers = 0;
    const script = (request: Arrived): Reply | undefined =>
      request.path === "/oauth/token" ? undefined : ++answers === 1 ? { json: { id: 5 } } : { status: 401 };
    await using(connectTo("procountor", script), async ({ system }) => {
      expect(await system.write(create, yes)).toMatchObject({ kind: "done" });
      expect(await system.write(create, yes)).toMatchObject({ kind: "not-executed", waitMs: 0 });
    });
  });

  it("429: nobody of the client goes on for as long as the answer says", async () => {
    const script = (request: Arrived): Reply | undefined => {
      if (request.path === "/oauth/token") return undefined;
      return request.method === "GET" ? { json: { id: 1 } } : { status: 429, headers: { "retry-after": "30" } };
    };
    await using(connectTo("procountor", script), async ({ system, clock }) => {
      const before = clock.now();
      expect(await system.write(create, yes)).toMatchObject({ kind: "not-executed", waitMs: 30_000 });
      expect(clock.now()).toBe(before);
      await system.read("company", 1);
      expect(clock.now() - before).toBe(30_000);
    });
  });

  it("a log-in that is refused: blocked, and nothing is sent [PRO-AUTH-01]", async () => {
    await using(
      connectTo("procountor", (request) =>
        request.path === "/oauth/token" ? { status: 401, json: { error: "invalid_grant" } } : { json: { id: 1 } },
      ),
      async ({ system, asked }) => {
        expect(await system.write(create, yes)).toMatchObject({
          kind: "blocked",
          reason: "procountor: the log-in was refused (HTTP 401: invalid_grant); check the credentials",
        });
        expect(asked()).toEqual([]);
      },
    );
  });
});
