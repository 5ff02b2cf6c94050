import { join } from "node:path";
import type { Report } from "../source/diagnostic.ts";
import { LARGEST_FILE } from "../source/read-yaml.ts";
import type { SourceText } from "../source/span.ts";
import { Bounds } from "./bounds.ts";
import type { Files } from "./files.ts";
import { KeptFiles } from "./kept-files.ts";
import { shownPath } from "./shown-path.ts";

/** The texts of a project, by absolute paths. They bear the paths that people see: those from its root. */
export class Sources {
  readonly #files: Files;

  constructor(files: Files) {
    this.#files = files;
  }

  /** One text; a file beyond the limit, or that is no text, is reported and not read. Undefined when there is none. */
  read(path: string, report: Report): SourceText | undefined {
    const content = this.#files.contentAt(path);
    switch (content?.kind) {
      case undefined:
        return undefined;
      case "text":
        return content.source;
      case "too large": {
        const facts = { bytes: content.bytes, limit: LARGEST_FILE };
        return void report("file-too-large", { source: content.source, start: 0, end: 0 }, facts);
      }
      case "outside": {
        const { source, leadsTo } = content;
        return void report("file-outside", { source, start: 0, end: 0 }, { leadsTo });
      }
      case "no text": {
        const { source, found } = content;
        return void report("file-not-text", { source, start: 0, end: 0 }, { found });
      }
    }
  }

  /** Files of a folder with one of the endings, by name; folders below it are not entered. Empty for no folder. */
  filesIn(folder: string, endings: readonly string[]): readonly string[] {
    return this.#files
      .entriesIn(folder)
      .filter(
        ({ name, kind }) =>
          kind !== "folder" && !name.startsWith(".") && endings.some((ending) => name.endsWith(ending)),
      )
      .filter(({ name, kind }) => kind === "file" || this.isFile(join(folder, name)))
      .map(({ name }) => join(folder, name));
  }

  foldersIn(folder: string): readonly string[] {
    return this.#files
      .entriesIn(folder)
      .filter(({ name, kind }) => kind === "folder" && !name.startsWith(".") && name !== "node_modules")
      .map(({ name }) => join(folder, name));
  }

  /** The folders within which these are. */
  get bounds(): Bounds {
    return this.#files.bounds;
  }

  /** As people see the path. */
  shown(path: string): string {
    return shownPath(path, this.#files.root);
  }

  isFile(path: string): boolean {
    return this.#files.kindAt(path) === "file";
  }

  isFolder(path: string): boolean {
    return this.#files.kindAt(path) === "folder";
  }
}

/** What is on the disk, shown with paths from `root`, and within it only until another folder is named. */
export function openSources(root = process.cwd(), bounds = new Bounds(root)): Sources {
  return new Sources(new KeptFiles(root, bounds));
}
