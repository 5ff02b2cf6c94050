import { zipSync } from "fflate";
import type { FileBytes } from "./file-bytes.ts";

/** One ZIP archive of all files, under their names. */
export function zipFiles(files: readonly FileBytes[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])));
}
