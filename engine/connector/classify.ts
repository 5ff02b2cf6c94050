import { Buffer } from "node:buffer";
import { JsonFault, parseJson } from "../value/json.ts";
import type { LinearPattern } from "../value/linear-pattern.ts";
import type { RecordValue, Value } from "../value/value.ts";
import type { Connector, ErrorRow, Kind, Means, WriteCall, WriteOperation } from "./description.ts";
import { waitOf } from "./moment.ts";
import type { Fault, WriteOutcome, WriteRequest } from "./operations.ts";
import { isList, isRecord, valueAt, valuesAt } from "./path.ts";
import { plainText } from "./template.ts";

/** What came back: the whole body, and headers by lower-case name. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type Body =
  | { readonly is: "json"; readonly value: Value }
  | { readonly is: "empty" }
  | { readonly is: "other"; readonly what: string; readonly text: string };

const LONGEST_MESSAGE = 300;

/** JSON, nothing, or something else (an HTML page, plain text), told by the content and not by the header. */
export function readBody(answer: Answer): Body {
  const text = Buffer.from(answer.body.buffer, answer.body.byteOffset, answer.body.byteLength).toString("utf8");
  if (text.trim() === "") return { is: "empty" };
  try {
    return { is: "json", value: parseJson(text) };
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const what = /^\s*<(!doctype|html|\?xml|head|body)/i.test(text)
      ? "a web page"
      : /[[{]/.test(text.trimStart().charAt(0))
        ? "JSON that breaks off or is not well formed"
        : "plain text";
    return { is: "other", what, text };
  }
}

/** By its first and last characters, which a web page or half an answer does not have. */
function looksLikeJson({ body }: Answer): boolean {
  const [first, last] = [body[0], body.at(-1)];
  return (first === 0x7b && last === 0x7d) || (first === 0x5b && last === 0x5d);
}

/** The vendor's own reasons, in the body's order; empty when the body is not its error model. */
export function faultsIn(connector: Connector, status: number, body: Body): readonly Fault[] {
  if (body.is !== "json") return [];
  const whole = { body: body.value };
  const { answers } = connector;
  const read = (fault: Value, path: string) =>
    plainText(path.startsWith("body.") ? (valuesAt(whole, path)[0] ?? undefined) : valueAt(fault, path));
  const faults = valuesAt(whole, answers.faults).filter(isRecord);
  if (faults.length === 0) {
    // Some errors have a type and no details.
    const code = answers.code.startsWith("body.") ? read(undefined, answers.code) : undefined;
    return code === undefined ? [] : [{ code, message: code }];
  }
  return faults.map((fault) => {
    const message = read(fault, answers.message);
    const code = read(fault, answers.code);
    const isCode = code !== undefined && looksLikeCode(code, answers.codeLooksLike);
    const field = read(fault, answers.field);
    return {
      code: isCode ? code : `HTTP ${status}`,
      message: message ?? code ?? `HTTP ${status}`,
      ...(field === undefined ? {} : { field }),
    };
  });
}

/** No code is longer, and a pattern need not look at the whole of an answer. */
const LONGEST_CODE = 200;

function looksLikeCode(text: string, pattern: LinearPattern | undefined): boolean {
  return pattern === undefined || (text.length <= LONGEST_CODE && pattern.test(text));
}

export interface Meaning {
  readonly means: Means;
  readonly waitMs: number | undefined;
  readonly say: string | undefined;
}

/** HTTP itself says of these that the request was not carried out. */
const NOT_CARRIED_OUT = new Set([405, 406, 411, 413, 414, 415, 416, 417, 421, 426, 431]);

/** The first row of the connector's table that fits; undefined: the answer proves nothing. */
export function meaningOf(
  connector: Connector,
  operation: WriteOperation | "read",
  answer: Answer,
  faults: readonly Fault[],
  now: number,
): Meaning | undefined {
  const row = connector.errors.find((each) => fits(each, operation, answer.status, faults));
  const retryAfter = waitOf(answer.headers["retry-after"], now);
  if (row !== undefined) return { means: row.means, waitMs: retryAfter ?? row.waitMs, say: row.say };
  if (NOT_CARRIED_OUT.has(answer.status)) return { means: "rejected", waitMs: undefined, say: undefined };
  if (answer.status === 503 && retryAfter !== undefined) return { means: "later", waitMs: retryAfter, say: undefined };
  return undefined;
}

function fits(row: ErrorRow, operation: WriteOperation | "read", status: number, faults: readonly Fault[]): boolean {
  if (row.operations !== undefined && !row.operations.includes(operation)) return false;
  if (row.faults && faults.length === 0) return false;
  if (row.statuses !== undefined && !row.statuses.includes(status)) return false;
  return row.codes === undefined || faults.some((fault) => row.codes?.includes(fault.code));
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** What the vendor said, else what can be said of the answer; never more than a few lines. */
export function reasonOf(answer: Answer, body: Body, faults: readonly Fault[], say: string | undefined): string {
  const said = faults.map((fault) => fault.message).join("; ");
  const parts = [`HTTP ${answer.status}`, say, said === "" ? undefined : said];
  if (said === "" && body.is === "other")
    parts.push(body.what === "plain text" ? body.text.trim() : `the answer is ${body.what}`);
  return cut(parts.filter((part) => part !== undefined).join(": "));
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= LONGEST_MESSAGE ? line : `${line.slice(0, LONGEST_MESSAGE)}…`;
}

/** `login`: the token was not taken; nothing was executed. The caller drops the token. */
export type WriteVerdict = WriteOutcome | { readonly kind: "login"; readonly reason: string };

/** What an answer to a write proves. */
export function classifyWrite(
  connector: Connector,
  kind: Kind,
  write: WriteCall,
  request: WriteRequest,
  answer: Answer,
  now: number,
): WriteVerdict {
  // What a change is answered with is not worked with: that it is JSON is all there is to see.
  if (isSuccess(answer.status) && request.operation !== "create" && request.id !== undefined && looksLikeJson(answer))
    return { kind: "done", record: {}, id: String(request.id) };
  const body = readBody(answer);
  if (isSuccess(answer.status)) return classifySuccess(kind, write, request, answer, body);
  const faults = faultsIn(connector, answer.status, body);
  const meaning = meaningOf(connector, request.operation, answer, faults, now);
  const reason = reasonOf(answer, body, faults, meaning?.say);
  const shown = faults.length > 0 ? faults : [{ code: `HTTP ${answer.status}`, message: reason }];
  switch (meaning?.means) {
    case undefined:
    case "uncertain":
      return { kind: "uncertain", reason };
    case "rejected":
    case "exists":
      return { kind: meaning.means, status: answer.status, faults: shown };
    case "later":
      return { kind: "not-executed", reason, ...(meaning.waitMs === undefined ? {} : { waitMs: meaning.waitMs }) };
    case "login":
      return { kind: "login", reason };
    case "blocked":
      return { kind: "blocked", reason, faults: shown };
    case "missing":
      // A record that is yet to be made cannot be missing: something it names is.
      return request.operation === "create"
        ? { kind: "rejected", status: answer.status, faults: shown }
        : { kind: "missing", reason };
  }
}

function classifySuccess(
  kind: Kind,
  write: WriteCall,
  request: WriteRequest,
  answer: Answer,
  body: Body,
): WriteVerdict {
  if (body.is === "other")
    return { kind: "uncertain", reason: `HTTP ${answer.status}, but the answer is ${body.what}` };
  const given = body.is === "json" ? (isList(body.value) ? body.value[0] : body.value) : undefined;
  const added = Object.fromEntries(
    write.add.flatMap((field) => (request.body[field] === undefined ? [] : [[field, request.body[field]] as const])),
  );
  const record: RecordValue = { ...added, ...(isRecord(given) ? given : {}) };
  const id = plainText(valueAt(record, kind.id));
  if (request.operation !== "create") {
    // An action may answer with another record (a payment of the invoice), so the request's own id comes first.
    const known = request.id === undefined ? plainText(valueAt(request.body, kind.id)) : String(request.id);
    return { kind: "done", record, id: known ?? id };
  }
  return id === undefined
    ? { kind: "uncertain", reason: `HTTP ${answer.status}, but the answer names no ${kind.id}` }
    : { kind: "done", record, id };
}
