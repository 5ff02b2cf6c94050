import { Buffer } from "node:buffer";
import { parseJson, stringifyJson } from "../value/json.ts";
import { FileValue, type RecordValue } from "../value/value.ts";
import type { Multipart, Part } from "./description.ts";
import { valueAt } from "./path.ts";

export interface MultipartBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/**
 * The body with a JSON part and a binary part. `bytesOf` gives what was fetched before; `boundary` must not occur in it.
 * Of our own: what the platform writes is `form-data` only, and some vendors take `related`.
 */
export function writeMultipart(
  multipart: Multipart,
  record: RecordValue,
  bytesOf: (field: string) => Uint8Array | undefined,
  boundary: string,
): MultipartBody {
  const chunks: Uint8Array[] = [];
  for (const part of multipart.parts) {
    const { head, bytes } = writePart(multipart, part, record, bytesOf);
    chunks.push(Buffer.from(`--${boundary}\r\n${head}\r\n\r\n`, "utf8"), bytes, Buffer.from("\r\n", "utf8"));
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`, "utf8"));
  return { contentType: `multipart/${multipart.type}; boundary=${boundary}`, bytes: Buffer.concat(chunks) };
}

function writePart(
  multipart: Multipart,
  part: Part,
  record: RecordValue,
  bytesOf: (field: string) => Uint8Array | undefined,
): { head: string; bytes: Uint8Array } {
  const named = multipart.type === "form-data" && part.name !== undefined ? `; name="${part.name}"` : "";
  if ("file" in part) {
    const file = record[part.file];
    const name = file instanceof FileValue ? file.name : "file";
    const type = file instanceof FileValue && file.type !== "" ? file.type : "application/octet-stream";
    const disposition =
      multipart.type === "form-data" ? `Content-Disposition: form-data${named}; filename="${quoted(name)}"\r\n` : "";
    return { head: `${disposition}Content-Type: ${oneLine(type)}`, bytes: bytesOf(part.file) ?? new Uint8Array() };
  }
  const fields: RecordValue = Object.fromEntries(part.fields.map(({ name, from }) => [name, valueAt(record, from)]));
  const disposition = multipart.type === "form-data" ? `Content-Disposition: form-data${named}\r\n` : "";
  return { head: `${disposition}Content-Type: application/json`, bytes: Buffer.from(stringifyJson(fields), "utf8") };
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, " ");
}

function quoted(name: string): string {
  return oneLine(name).replaceAll('"', "%22");
}

/** The last part of a multipart answer that is not its JSON description; undefined when the answer is none. */
export function readMultipart(contentType: string, body: Uint8Array): Uint8Array | undefined {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return undefined;
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const marker = Buffer.from(`--${boundary}`);
  const marks: number[] = [];
  for (let at = buffer.indexOf(marker); at >= 0; at = buffer.indexOf(marker, at + marker.length)) marks.push(at);
  for (let index = marks.length - 2; index >= 0; index--) {
    const part = buffer.subarray((marks[index] ?? 0) + marker.length, (marks[index + 1] ?? 2) - 2);
    const split = part.indexOf("\r\n\r\n");
    if (split < 0) continue;
    const head = part.subarray(0, split).toString("latin1").toLowerCase();
    const content = part.subarray(split + 4);
    if (!head.includes("application/json") || !isJson(content)) return content;
  }
  return undefined;
}

function isJson(content: Uint8Array): boolean {
  try {
    parseJson(Buffer.from(content).toString("utf8"));
    return true;
  } catch {
    return false;
  }
}
