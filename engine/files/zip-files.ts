import { zipSync } from "fflate";
import { entryNames } from "./entry-names.ts";
import type { FileBytes } from "./file-bytes.ts";

/** One ZIP archive of all files, under their names: cleaned, and made distinct where two are alike. */
export function zipFiles(files: readonly FileBytes[]): Uint8Array {
  const names = entryNames(files.map(({ name }) => name));
  return zipSync(Object.fromEntries(files.map(({ bytes }, index) => [names[index] as string, bytes])));
}
