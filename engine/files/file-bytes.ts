import { ReadFault } from "../connector/operations.ts";
import type { FileValue } from "../value/value.ts";

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
    case "zip": {
      // Both ways of making one file of several are loaded only here: most runs send none.
      const { zipFiles } = await import("./zip-files.ts");
      return zipFiles(await partsOf(source.files, fetch));
    }
    case "joined":
      return joined(file, await partsOf(source.files, fetch));
  }
}

async function partsOf(files: readonly FileValue[], fetch: FetchFile): Promise<readonly FileBytes[]> {
  const parts: FileBytes[] = [];
  for (const part of files) parts.push({ name: part.name, type: part.type, bytes: await bytesOf(part, fetch) });
  return parts;
}

async function joined({ name }: FileValue, parts: readonly FileBytes[]): Promise<Uint8Array> {
  const { JoinFault, joinFiles } = await import("./join-files.ts");
  try {
    return await joinFiles(parts);
  } catch (fault) {
    if (!(fault instanceof JoinFault)) throw fault;
    throw new ReadFault("rejected", { system: name, route: "joining the files", message: fault.message });
  }
}
