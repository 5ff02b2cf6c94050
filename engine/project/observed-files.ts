import type { Bounds } from "./bounds.ts";
import type { Content, Entry, FileKind, Files } from "./files.ts";

/** Files that note what was asked of them, and can tell whether the answers would be the same today. */
export class ObservedFiles implements Files {
  readonly #files: Files;
  readonly #kinds = new Map<string, FileKind | undefined>();
  readonly #contents = new Map<string, Content | undefined>();
  readonly #entries = new Map<string, readonly Entry[]>();

  constructor(files: Files) {
    this.#files = files;
  }

  get root(): string {
    return this.#files.root;
  }

  get bounds(): Bounds {
    return this.#files.bounds;
  }

  get areTheSame(): boolean {
    return (
      [...this.#contents].every(([path, content]) => this.#files.contentAt(path) === content) &&
      [...this.#entries].every(([folder, entries]) => this.#files.entriesIn(folder) === entries) &&
      [...this.#kinds].every(([path, kind]) => this.#files.kindAt(path) === kind)
    );
  }

  kindAt(path: string): FileKind | undefined {
    const kind = this.#files.kindAt(path);
    this.#kinds.set(path, kind);
    return kind;
  }

  contentAt(path: string): Content | undefined {
    const content = this.#files.contentAt(path);
    this.#contents.set(path, content);
    return content;
  }

  entriesIn(folder: string): readonly Entry[] {
    const entries = this.#files.entriesIn(folder);
    this.#entries.set(folder, entries);
    return entries;
  }
}
