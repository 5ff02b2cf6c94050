import type { SourceText } from "../source/span.ts";
import type { Bounds } from "./bounds.ts";

/** What stands where, as far as a project asks. Paths are absolute. */
export interface Files {
  /** The paths that people see are relative to it. */
  readonly root: string;
  /** What leads out of them is not read. */
  readonly bounds: Bounds;
  /** Undefined where nothing is. */
  kindAt(path: string): FileKind | undefined;
  /** The same object for as long as it stays the same; undefined where there is no file. */
  contentAt(path: string): Content | undefined;
  /** By name, the same on every machine; the same object for as long as it stays the same. Empty where there is no folder. */
  entriesIn(folder: string): readonly Entry[];
}

/** `link` is known of an entry only: `kindAt` tells what it leads to. */
export type FileKind = "file" | "folder" | "link" | "other";

export interface Entry {
  readonly name: string;
  readonly kind: FileKind;
}

/** A file's text, or why it has none that is read; `source` is then empty, and bears its name. */
export type Content =
  | { readonly kind: "text"; readonly source: SourceText }
  | { readonly kind: "too large"; readonly source: SourceText; readonly bytes: number }
  | { readonly kind: "no text"; readonly source: SourceText; readonly found: string }
  | { readonly kind: "outside"; readonly source: SourceText; readonly leadsTo: string };
