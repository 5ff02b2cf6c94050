import { isUtf8 } from "node:buffer";
import { type Dirent, readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { sep } from "node:path";
import { LARGEST_FILE } from "../source/read-yaml.ts";
import { Bounds } from "./bounds.ts";
import type { Content, Entry, FileKind, Files } from "./files.ts";
import { shownPath } from "./shown-path.ts";

/**
 * The files of the disk, each looked at once, with the unsaved texts of an editor in the place of some. What changes on
 * the disk is seen after somebody has said so, or has had everything looked at again.
 */
export class KeptFiles implements Files {
  readonly root: string;
  readonly bounds: Bounds;
  readonly #unsaved = new Map<string, Content>();
  readonly #looks = new Map<string, Look>();
  readonly #contents = new Map<string, Kept<Content | undefined> & { readonly of: Look | undefined }>();
  readonly #entries = new Map<string, Kept<readonly Entry[]>>();
  #revision = 0;

  /** `root`: the paths that people see are relative to it. */
  constructor(root: string, bounds = new Bounds(root)) {
    this.root = root;
    this.bounds = bounds;
  }

  /** Rises when something may have changed: what was true at a revision is true until the next. */
  get revision(): number {
    return this.#revision;
  }

  /** The text that an editor has not saved yet, which counts before what is on the disk; undefined takes it away. */
  overlay(path: string, text: string | undefined): void {
    if (text === undefined) this.#unsaved.delete(path);
    else this.#unsaved.set(path, this.#contentOf(path, Buffer.from(text)));
    this.changed(path);
  }

  /** Something was written, made or removed at this path or below it: it is read anew, whatever its time and size say. */
  changed(path: string): void {
    for (const known of this.#looks.keys()) if (concerns(path, known)) this.#looks.delete(known);
    for (const [known, kept] of this.#contents)
      if (concerns(path, known)) this.#contents.set(known, { ...kept, doubtful: true, of: undefined });
    for (const [known, kept] of this.#entries)
      if (concerns(path, known)) this.#entries.set(known, { ...kept, doubtful: true });
    this.#revision++;
  }

  /** Anything may have changed on the disk: each file is looked at again when it is asked for, and read where its time or size is another. */
  refresh(): void {
    this.#looks.clear();
    for (const [path, kept] of this.#contents) this.#contents.set(path, { ...kept, doubtful: true });
    for (const [folder, kept] of this.#entries) this.#entries.set(folder, { ...kept, doubtful: true });
    this.#revision++;
  }

  kindAt(path: string): FileKind | undefined {
    if (this.#unsaved.has(path)) return "file";
    for (const unsaved of this.#unsaved.keys()) if (isBelow(unsaved, path)) return "folder";
    return this.#lookAt(path).kind;
  }

  contentAt(path: string): Content | undefined {
    const kept = this.#contents.get(path);
    if (kept?.doubtful === false) return kept.value;
    const unsaved = this.#unsaved.get(path);
    const look = unsaved === undefined ? this.#lookAt(path) : undefined;
    if (kept !== undefined && look !== undefined && isUntouched(kept.of, look)) {
      this.#contents.set(path, { ...kept, doubtful: false });
      return kept.value;
    }
    const found = unsaved ?? this.#read(path, look);
    const value = kept !== undefined && isSameContent(kept.value, found) ? kept.value : found;
    this.#contents.set(path, { value, doubtful: false, of: look });
    return value;
  }

  entriesIn(folder: string): readonly Entry[] {
    const kept = this.#entries.get(folder);
    if (kept?.doubtful === false) return kept.value;
    const found = this.#withUnsaved(folder, entriesOnDisk(folder));
    const value = kept !== undefined && areSameEntries(kept.value, found) ? kept.value : found;
    this.#entries.set(folder, { value, doubtful: false });
    return value;
  }

  #lookAt(path: string): Look {
    const known = this.#looks.get(path);
    if (known !== undefined) return known;
    const stats = statsOf(path);
    const look: Look =
      stats === undefined
        ? NOTHING
        : { kind: kindOf(stats), size: stats.size, changedAt: stats.mtimeMs, lookedAt: Date.now() };
    this.#looks.set(path, look);
    return look;
  }

  #read(path: string, look: Look | undefined): Content | undefined {
    if (look?.kind !== "file") return undefined;
    const { real, isWithin } = this.bounds.follow(path);
    if (!isWithin) return { kind: "outside", source: this.#source(path, ""), leadsTo: real };
    if (look.size > LARGEST_FILE) return { kind: "too large", source: this.#source(path, ""), bytes: look.size };
    try {
      return this.#contentOf(path, readFileSync(real));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      this.#looks.set(path, NOTHING);
      return undefined;
    }
  }

  #contentOf(path: string, bytes: Buffer): Content {
    if (bytes.length > LARGEST_FILE) return { kind: "too large", source: this.#source(path, ""), bytes: bytes.length };
    const found = strangeBytes(bytes);
    if (found !== undefined) return { kind: "no text", source: this.#source(path, ""), found };
    return { kind: "text", source: this.#source(path, bytes.toString("utf8").replace(/^\uFEFF/, "")) };
  }

  #source(path: string, text: string) {
    return { path: shownPath(path, this.root), text };
  }

  /** A file that an editor has not saved yet stands in its folder as if it had, and that folder in the one above. */
  #withUnsaved(folder: string, entries: readonly Entry[]): readonly Entry[] {
    const added = [...this.#unsaved.keys()].filter((path) => isBelow(path, folder));
    if (added.length === 0) return entries;
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    for (const path of added) {
      const [name = "", below] = path.slice(folder.length + (folder.endsWith(sep) ? 0 : 1)).split(sep, 2);
      byName.set(name, { name, kind: below === undefined ? "file" : "folder" });
    }
    return inOrder([...byName.values()]);
  }
}

/** What the disk says of a path without its being read. */
interface Look {
  readonly kind: FileKind | undefined;
  readonly size: number;
  /** Epoch milliseconds. */
  readonly changedAt: number;
  readonly lookedAt: number;
}

const NOTHING: Look = { kind: undefined, size: 0, changedAt: 0, lookedAt: 0 };

interface Kept<Value> {
  readonly value: Value;
  /** To be made sure of before it is given out again. */
  readonly doubtful: boolean;
}

/** A file that changes twice within one tick of its disk's clock bears the same time: one that was young is read again. */
const TICK_MS = 2000;

function isUntouched(before: Look | undefined, now: Look): boolean {
  return (
    before !== undefined &&
    before.kind === now.kind &&
    before.size === now.size &&
    before.changedAt === now.changedAt &&
    before.changedAt + TICK_MS < before.lookedAt
  );
}

/** Whether a change at `path` may change what is known of another: one that it is, that is below it, or that holds it. */
function concerns(path: string, known: string): boolean {
  return known === path || isBelow(known, path) || isBelow(path, known);
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function isSameContent(one: Content | undefined, other: Content | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  switch (one.kind) {
    case "text":
      return other.kind === "text" && one.source.text === other.source.text;
    case "too large":
      return other.kind === "too large" && one.bytes === other.bytes;
    case "no text":
      return other.kind === "no text" && one.found === other.found;
    case "outside":
      return other.kind === "outside" && one.leadsTo === other.leadsTo;
  }
}

function areSameEntries(some: readonly Entry[], others: readonly Entry[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ name, kind }, index) => name === others[index]?.name && kind === others[index]?.kind)
  );
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (isNowhere(error)) return undefined;
    throw error;
  }
}

/** A link that leads to itself leads to nothing, and nothing has a name that no file can have. */
function isNowhere(error: unknown): boolean {
  const { code = "" } = error as NodeJS.ErrnoException;
  return ["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"].includes(code);
}

function entriesOnDisk(folder: string): readonly Entry[] {
  try {
    return inOrder(
      readdirSync(folder, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(entry) })),
    );
  } catch (error) {
    if (isNowhere(error)) return [];
    throw error;
  }
}

/** The order of a folder is the file system's; ours is the same on every machine. */
function inOrder(entries: readonly Entry[]): readonly Entry[] {
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function kindOf(found: Stats | Dirent): FileKind {
  if (found.isFile()) return "file";
  if (found.isDirectory()) return "folder";
  return found.isSymbolicLink() ? "link" : "other";
}

/** What tells that the bytes are not the text of a person; undefined when they may be. */
function strangeBytes(bytes: Buffer): string | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return "it is UTF-16";
  if (bytes.includes(0)) return "it has bytes that no text has";
  return isUtf8(bytes) ? undefined : "some of its letters are written otherwise";
}
