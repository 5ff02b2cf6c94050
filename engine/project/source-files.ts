import { isUtf8 } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../source/diagnostic.ts";
import { LARGEST_FILE } from "../source/read-yaml.ts";
import type { SourceText } from "../source/span.ts";
import { shownPath } from "./shown-path.ts";

/** Reads one text; a file beyond the limit, or that is no text, is reported and not read. Undefined when there is none. */
export function readSource(path: string, shownFrom: string, report: Report): SourceText | undefined {
  const shown = shownPath(path, shownFrom);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile()) return undefined;
  if (stats.size > LARGEST_FILE) {
    const source = { path: shown, text: "" };
    report("file-too-large", { source, start: 0, end: 0 }, { bytes: stats.size, limit: LARGEST_FILE });
    return undefined;
  }
  const bytes = readFileSync(path);
  const found = strangeBytes(bytes);
  if (found !== undefined) {
    const hints = ["Save it as UTF-8, which every editor offers."];
    return void report("file-not-text", { source: { path: shown, text: "" }, start: 0, end: 0 }, { found }, { hints });
  }
  return { path: shown, text: bytes.toString("utf8").replace(/^\uFEFF/, "") };
}

/** What tells that the bytes are not the text of a person; undefined when they may be. */
function strangeBytes(bytes: Buffer): string | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return "it is UTF-16";
  if (bytes.includes(0)) return "it has bytes that no text has";
  return isUtf8(bytes) ? undefined : "some of its letters are written otherwise";
}

/** Files of a folder with one of the endings, by name; folders below it are not entered. Empty for no folder. */
export function filesIn(folder: string, endings: readonly string[]): readonly string[] {
  return entriesIn(folder)
    .filter(
      (entry) =>
        !entry.isDirectory() && !entry.name.startsWith(".") && endings.some((ending) => entry.name.endsWith(ending)),
    )
    .map((entry) => join(folder, entry.name))
    .filter(isFile);
}

export function foldersIn(folder: string): readonly string[] {
  return entriesIn(folder)
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
    .map((entry) => join(folder, entry.name));
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function entriesIn(folder: string) {
  if (!isFolder(folder)) return [];
  // The order of a folder is the file system's; ours is the same on every machine.
  return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
