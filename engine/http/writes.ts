import { randomUUID } from "node:crypto";
import { findForeignCharacter } from "../connector/characters.ts";
import { classifyWrite } from "../connector/classify.ts";
import type { Kind, WriteCall } from "../connector/description.ts";
import { writeMultipart } from "../connector/multipart.ts";
import { type Fault, ReadFault, type WriteOutcome, type WriteRequest } from "../connector/operations.ts";
import { isList, isRecord, valueAt } from "../connector/path.ts";
import { buildRequest, isUnfilled, type WireRequest } from "../connector/request.ts";
import { holesOf } from "../connector/template.ts";
import { bodyFields, filesIn, jsonPatch, mergeRecord, revealed, toWire } from "../connector/wire.ts";
import { stringifyJson } from "../value/json.ts";
import type { FileValue, RecordValue, Value } from "../value/value.ts";
import type { Caller } from "./caller.ts";
import { type Access, kindNamed } from "./pages.ts";
import { readRecord } from "./records.ts";

export interface Writing extends Access {
  readonly bytes: (file: FileValue) => Promise<Uint8Array>;
}

/** Sends one write once. Everything that can be known before is looked at before; never throws for what a system does. */
export async function sendWrite(
  writing: Writing,
  request: WriteRequest,
  lastLook: () => boolean,
): Promise<WriteOutcome> {
  const kind = kindNamed(writing, request.kind);
  const write = writeCallOf(kind, request);
  try {
    const prepared = await prepare(writing, kind, write, request);
    return "kind" in prepared
      ? prepared
      : await dispatch(writing, kind, write, { ...request, body: prepared.body }, prepared.wire, lastLook);
  } catch (error) {
    if (error instanceof ReadFault) return beforeSending(error);
    throw error;
  }
}

function writeCallOf(kind: Kind, request: WriteRequest): WriteCall {
  const call = request.operation === "action" ? kind.actions.get(request.action ?? "") : kind[request.operation];
  const name = request.operation === "action" ? `the action "${request.action ?? ""}"` : request.operation;
  if (call === undefined) throw new TypeError(`the kind "${kind.name}" has no ${name}`);
  return call;
}

/** A read, a file or the log-in failed on the way: nothing of the write has been sent. */
function beforeSending(fault: ReadFault): WriteOutcome {
  if (fault.kind === "blocked") return { kind: "blocked", reason: fault.message, faults: fault.faults };
  return { kind: "not-executed", reason: fault.message };
}

interface Prepared {
  readonly wire: WireRequest;
  /** The record as sent: what the answer may lack is taken from it. */
  readonly body: RecordValue;
}

async function prepare(
  writing: Writing,
  kind: Kind,
  write: WriteCall,
  request: WriteRequest,
): Promise<Prepared | WriteOutcome> {
  const changes = toWire(writing.connector, kind, request.body);
  const body = await wholeBody(writing, kind, write, request, changes);
  if (body === undefined) return { kind: "missing", reason: `${kind.name} ${String(request.id)} is not there` };
  const foreign =
    writing.connector.characters === undefined ? undefined : findForeignCharacter(bodyFields(write, body));
  if (foreign !== undefined)
    return rejected(
      "character-not-allowed",
      `${foreign.field} has the character "${foreign.character}" (${foreign.codePoint}); ${writing.connector.title} takes only the characters of Windows-1252`,
      foreign.field,
    );
  const valueFor = (hole: string): Value =>
    revealed(valueAt(body, hole)) ?? (hole === kind.id ? request.id : undefined);
  const parts = await bodyParts(writing, kind, write, request, body);
  if ("kind" in parts) return parts;
  const wire = buildRequest(write.call, valueFor, parts);
  return isUnfilled(wire)
    ? rejected("value-missing", `${wire.unfilled} is needed to write ${kind.name} and is absent`, wire.unfilled)
    : { wire, body };
}

function rejected(code: string, message: string, field: string): WriteOutcome {
  const fault: Fault = { code, message, field };
  return { kind: "rejected", status: 0, faults: [fault] };
}

/** For a system that takes only whole records: the record as it is, with its version, and the changes laid over it. */
async function wholeBody(
  writing: Writing,
  kind: Kind,
  write: WriteCall,
  request: WriteRequest,
  changes: RecordValue,
): Promise<RecordValue | undefined> {
  if (request.operation !== "update" || write.sends !== "everything") return changes;
  const id = request.id ?? (valueAt(changes, kind.id) as string | number | undefined);
  const current = id === undefined ? undefined : await readRecord(writing, kind, id);
  return current === undefined ? undefined : mergeRecord(current, changes);
}

interface BodyParts {
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
}

async function bodyParts(
  writing: Writing,
  kind: Kind,
  write: WriteCall,
  request: WriteRequest,
  body: RecordValue,
): Promise<BodyParts | WriteOutcome> {
  if (write.multipart !== undefined) return multipartBody(writing, write, body);
  if (request.operation === "update" && write.sends === "json patch") {
    const holes = new Set(holesOf(write.call.path));
    const fields = Object.fromEntries(
      Object.entries(bodyFields(write, body)).filter(([name]) => name !== kind.id || !holes.has(name)),
    );
    return json(jsonPatch(writing.connector, kind, fields));
  }
  const fields = bodyFields(write, body);
  if (write.call.method === "DELETE") return {};
  const isBare = request.operation === "action" || request.operation === "undo";
  return isBare && Object.keys(fields).length === 0 ? {} : json(fields);
}

function json(value: Value): BodyParts {
  return { body: stringifyJson(revealed(value)), contentType: "application/json" };
}

async function multipartBody(writing: Writing, write: WriteCall, body: RecordValue): Promise<BodyParts | WriteOutcome> {
  if (write.multipart === undefined) return {};
  const files = new Map<string, Uint8Array>();
  for (const { field, file } of filesIn(body)) {
    const bytes = await writing.bytes(file);
    const { mostBytes } = write.multipart;
    if (bytes.byteLength > mostBytes)
      return rejected(
        "file-too-large",
        `${file.name} has ${bytes.byteLength} bytes; ${writing.connector.title} takes at most ${mostBytes}`,
        field,
      );
    files.set(field, bytes);
  }
  const absent = write.multipart.parts.find((part) => "file" in part && !files.has(part.file));
  if (absent !== undefined && "file" in absent) return rejected("value-missing", `the file is absent`, absent.file);
  const made = writeMultipart(
    write.multipart,
    revealed(body) as RecordValue,
    (field) => files.get(field),
    `koppel-${randomUUID()}`,
  );
  return { body: made.bytes, contentType: made.contentType };
}

async function dispatch(
  writing: Writing,
  kind: Kind,
  write: WriteCall,
  request: WriteRequest,
  wire: WireRequest,
  lastLook: () => boolean,
): Promise<WriteOutcome> {
  const { caller } = writing;
  const { result, token } = await caller.send(wire, { lastLook });
  if (result.kind === "not-sent") return { kind: "not-executed", reason: result.reason };
  if (result.kind === "unknown") return { kind: "uncertain", reason: result.reason };
  const verdict = classifyWrite(writing.connector, kind, write, request, result.answer, caller.now());
  if (verdict.kind === "login") {
    const mayHelp = await caller.tokenRefused(token);
    return mayHelp
      ? { kind: "not-executed", reason: caller.clean(verdict.reason), waitMs: 0 }
      : { kind: "blocked", reason: caller.clean(verdict.reason), faults: [] };
  }
  if (verdict.kind === "done") caller.tokenAccepted();
  if (verdict.kind === "not-executed") caller.pause(verdict.waitMs);
  return cleaned(verdict, caller);
}

function cleaned(outcome: WriteOutcome, caller: Caller): WriteOutcome {
  const clean = (text: string): string => caller.clean(text);
  // What a system repeats of a request is kept and shown like the rest of its answer.
  if (outcome.kind === "done")
    return { ...outcome, record: withTexts(outcome.record, (text) => caller.cleanRecord(text)) as RecordValue };
  const faults =
    "faults" in outcome ? { faults: outcome.faults.map((fault) => ({ ...fault, message: clean(fault.message) })) } : {};
  const reason = "reason" in outcome ? { reason: clean(outcome.reason) } : {};
  return { ...outcome, ...faults, ...reason };
}

function withTexts(value: Value, clean: (text: string) => string): Value {
  if (typeof value === "string") return clean(value);
  if (isList(value)) return value.map((item) => withTexts(item, clean));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withTexts(inner, clean)]));
}
