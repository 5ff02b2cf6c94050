import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import {
  type Answer,
  classifyWrite,
  faultsIn,
  meaningOf,
  readBody,
  reasonOf,
} from "../../../engine/connector/classify.ts";
import type { Connector, ErrorRow, Kind, WriteCall } from "../../../engine/connector/description.ts";
import { template } from "../../../engine/connector/template.ts";

const answer = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: Buffer.from(body, "utf8"),
});

const row = (means: ErrorRow["means"], more: Partial<ErrorRow>): ErrorRow => ({
  statuses: undefined,
  codes: undefined,
  faults: false,
  operations: undefined,
  waitMs: undefined,
  say: undefined,
  means,
  ...more,
});

const connector = {
  answers: { faults: "body.errors[]", code: "code", message: "text", field: "field", codeLooksLike: /^[A-Z_]+$/ },
  errors: [
    row("exists", { statuses: [400], codes: ["TAKEN"] }),
    row("missing", { statuses: [404], faults: true }),
    row("rejected", { statuses: [400], faults: true }),
    row("uncertain", { statuses: [409], operations: ["create"] }),
    row("later", { statuses: [429], waitMs: 5000 }),
    row("login", { statuses: [401] }),
    row("blocked", { statuses: [403], say: "a right is missing" }),
  ],
} as unknown as Connector;
const kind = { id: "id" } as Kind;
const write = { add: [] as readonly string[], call: { path: template("/x") } } as WriteCall;

const verdict = (operation: "create" | "update", given: Answer, more: { id?: string } = {}) =>
  classifyWrite(connector, kind, write, { kind: "x", operation, body: { name: "n" }, ...more }, given, 0);

const refused = JSON.stringify({ errors: [{ code: "BAD_NAME", text: "Name is bad", field: "name" }] });

describe("what an answer holds is told by its content", () => {
  it.each([
    ['{"a":1}', { is: "json", value: { a: 1 } }],
    [" \n", { is: "empty" }],
    ["<!DOCTYPE html><p>", { is: "other", what: "a web page" }],
    ['{"a":1', { is: "other", what: "JSON that breaks off or is not well formed" }],
    ["gateway", { is: "other", what: "plain text" }],
  ])("%j", (body, expected) => {
    expect(readBody(answer(200, body))).toMatchObject(expected);
  });
});

describe("the vendor's reasons", () => {
  it("have code, message and field; what does not look like a code is none", () => {
    expect(faultsIn(connector, 400, readBody(answer(400, refused)))).toEqual([
      { code: "BAD_NAME", message: "Name is bad", field: "name" },
    ]);
    const odd = readBody(answer(400, JSON.stringify({ errors: [{ code: "not a code" }] })));
    expect(faultsIn(connector, 400, odd)).toEqual([{ code: "HTTP 400", message: "not a code" }]);
  });

  it("are none where the body is not the vendor's error model", () => {
    for (const body of ["", "<html>", '{"message":"no"}', "[]"])
      expect(faultsIn(connector, 404, readBody(answer(404, body)))).toEqual([]);
  });
});

describe("what an error means", () => {
  const meaning = (status: number, body: string, headers?: Record<string, string>) => {
    const given = answer(status, body, headers);
    return meaningOf(connector, "create", given, faultsIn(connector, status, readBody(given)), 0);
  };

  it("is said by the first row that fits", () => {
    expect(meaning(400, JSON.stringify({ errors: [{ code: "TAKEN", text: "" }] }))?.means).toBe("exists");
    expect(meaning(400, refused)?.means).toBe("rejected");
    expect(meaning(400, "<html>")).toBeUndefined();
    expect(meaning(404, "<html>")).toBeUndefined();
  });

  it("a row for some operations says nothing of the others", () => {
    expect(meaning(409, refused)?.means).toBe("uncertain");
    expect(meaningOf(connector, "update", answer(409, refused), [], 0)).toBeUndefined();
  });

  it("a wait that the answer asks for comes before that of the row", () => {
    expect(meaning(429, "")?.waitMs).toBe(5000);
    expect(meaning(429, "", { "retry-after": "7" })?.waitMs).toBe(7000);
  });

  it("without a row HTTP itself is believed only where it says that nothing was done", () => {
    expect(meaning(413, "")?.means).toBe("rejected");
    expect(meaning(503, "", { "retry-after": "3" })).toMatchObject({ means: "later", waitMs: 3000 });
    for (const status of [408, 500, 502, 503, 504]) expect(meaning(status, "")).toBeUndefined();
  });
});

describe("what an answer to a write proves", () => {
  it.each([
    ["create", answer(201, '{"id":7,"name":"n"}'), { kind: "done", id: "7" }],
    ["create", answer(201, '[{"id":7}]'), { kind: "done", id: "7" }],
    ["create", answer(201, ""), { kind: "uncertain", reason: "HTTP 201, but the answer names no id" }],
    ["create", answer(200, "<html>"), { kind: "uncertain", reason: "HTTP 200, but the answer is a web page" }],
    ["create", answer(500, refused), { kind: "uncertain" }],
    ["create", answer(409, refused), { kind: "uncertain" }],
    ["create", answer(400, refused), { kind: "rejected", status: 400, faults: [{ code: "BAD_NAME" }] }],
    ["create", answer(404, refused), { kind: "rejected", status: 404 }],
    ["create", answer(302, '{"id":7}'), { kind: "uncertain" }],
    ["update", answer(404, refused), { kind: "missing" }],
    ["update", answer(200, "<html>"), { kind: "uncertain", reason: "HTTP 200, but the answer is a web page" }],
    ["update", answer(200, '{"id":'), { kind: "uncertain" }],
    ["update", answer(204, ""), { kind: "done", id: "7" }],
    ["update", answer(429, ""), { kind: "not-executed", waitMs: 5000 }],
    ["update", answer(401, ""), { kind: "login" }],
    ["update", answer(403, ""), { kind: "blocked", reason: "HTTP 403: a right is missing" }],
  ] as const)("%s answered with %o", (operation, given, expected) => {
    expect(verdict(operation, given, operation === "update" ? { id: "7" } : {})).toMatchObject(expected);
  });

  it("an action's answer may be another record: the request's own id stays", () => {
    expect(verdict("update", answer(200, '"ok"'), { id: "7" })).toMatchObject({ kind: "done", id: "7" });
    const payment = { kind: "x", operation: "action", body: { id: 7 } } as const;
    expect(classifyWrite(connector, kind, write, payment, answer(200, '{"id":9}'), 0)).toMatchObject({ id: "7" });
  });

  it("what an undo does not find is missing; only a create cannot miss its own record", () => {
    const undo = { kind: "x", operation: "undo", id: "7", body: {} } as const;
    expect(classifyWrite(connector, kind, write, undo, answer(404, refused), 0)).toMatchObject({ kind: "missing" });
  });
});

it("a reason is one line of a bounded length, and shows no web page", () => {
  const page = answer(502, `<html>${"x".repeat(1000)}`);
  expect(reasonOf(page, readBody(page), [], undefined)).toBe("HTTP 502: the answer is a web page");
  const text = answer(502, `bad\n\n gateway ${"x".repeat(1000)}`);
  const reason = reasonOf(text, readBody(text), [], undefined);
  expect(reason).toMatch(/^HTTP 502: bad gateway x+…$/);
  expect(reason.length).toBe(301);
});
