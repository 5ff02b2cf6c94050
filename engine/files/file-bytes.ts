import { ReadFault } from "../connector/operations.ts";
import type { FileValue } from "../value/value.ts";
import { FileFault } from "./file-fault.ts";
import { judgeBytes } from "./judge-files.ts";
import { LIMITS } from "./limits.ts";

export interface FileBytes {
  readonly name: string;
  /** Media type, e.g. `image/jpeg`. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Fetches a file that one of the connected systems has. */
export type FetchFile = (file: FileValue, system: string) => Promise<Uint8Array>;

/**
 * The bytes of a file, wherever they are: at a system, or made of several others. One that cannot be made is a `ReadFault`
 * that says `rejected`: its record is at fault, not the connection.
 */
export async function bytesOf(file: FileValue, fetch: FetchFile): Promise<Uint8Array> {
  const { fetch: source } = file;
  switch (source.from) {
    case "bytes":
      return source.bytes;
    case "system":
      return fetch(file, source.system);
    case "zip":
      return made(file, "zip", await partsOf(source.files, fetch));
    case "joined":
      return made(file, "pdf", await partsOf(source.files, fetch));
  }
}

/** No more is fetched than would be taken. */
async function partsOf(files: readonly FileValue[], fetch: FetchFile): Promise<readonly FileBytes[]> {
  const parts: FileBytes[] = [];
  for (const part of files) {
    parts.push({ name: part.name, type: part.type, bytes: await bytesOf(part, fetch) });
    judged(part.name, () => judgeBytes(parts, LIMITS));
  }
  return parts;
}

async function made({ name }: FileValue, as: "pdf" | "zip", parts: readonly FileBytes[]): Promise<Uint8Array> {
  // Loaded only here: most runs make none.
  const { makeApart } = await import("./apart.ts");
  try {
    return await makeApart(as, parts);
  } catch (fault) {
    throw faultOf(name, fault);
  }
}

function judged(name: string, judge: () => void): void {
  try {
    judge();
  } catch (fault) {
    throw faultOf(name, fault);
  }
}

function faultOf(name: string, fault: unknown): unknown {
  if (!(fault instanceof FileFault)) return fault;
  const { message } = fault;
  const faults = [{ code: "file-unusable", message }];
  return new ReadFault("rejected", { system: name, route: "making the file", message, faults });
}
