import { join, resolve } from "node:path";
import { Bounds } from "./bounds.ts";
import { KeptFiles } from "./kept-files.ts";
import { KeptIntegration } from "./kept-integration.ts";
import { KeptSystem } from "./kept-system.ts";
import { CONNECTOR_FILE } from "./load-system.ts";
import { Sources } from "./sources.ts";

/**
 * The files below one root with all that was made of them, kept open for as long as somebody works on them. After a change
 * only the mappings and systems that lean on what has changed are read again; what is asked for is as if all were.
 */
export class Project {
  readonly sources: Sources;
  readonly #files: KeptFiles;
  readonly #systems = new Map<string, Checked<KeptSystem>>();
  readonly #integrations = new Map<string, Checked<KeptIntegration> & { readonly schemas: readonly string[] }>();

  /** `root`: where the paths that people see begin; the project itself, where no bounds are given. */
  constructor(root: string, bounds = new Bounds(resolve(root))) {
    this.#files = new KeptFiles(resolve(root), bounds);
    this.sources = new Sources(this.#files);
  }

  /** The text that an editor has not saved yet, which counts before what is on the disk; undefined takes it away. */
  overlay(path: string, text: string | undefined): void {
    this.#files.overlay(resolve(this.#files.root, path), text);
  }

  /** Something was written, made or removed at this path or below it. */
  changed(path: string): void {
    this.#files.changed(resolve(this.#files.root, path));
  }

  /** Anything may have changed on the disk. What was read is looked at again, and read where its time or size is another. */
  refresh(): void {
    this.#files.refresh();
  }

  systemAt(folder: string): KeptSystem {
    const known = this.#systems.get(folder);
    const { revision } = this.#files;
    if (known !== undefined && (known.at === revision || known.kept.isStillSo())) {
      known.at = revision;
      return known.kept;
    }
    this.#files.bounds.name(folder);
    const kept = new KeptSystem(folder, this.#files);
    this.#systems.set(folder, { kept, at: revision });
    return kept;
  }

  /** The system of this name in the first of the folders that has it. */
  systemNamed(name: string, schemas: readonly string[]): KeptSystem {
    const folders = schemas.map((folder) => join(folder, name));
    const found = folders.find((folder) => this.sources.isFile(join(folder, CONNECTOR_FILE)));
    return this.systemAt(found ?? folders[0] ?? name);
  }

  /** `schemas`: the folders of the systems that the mapping folder names; the first that has a system counts. */
  integrationAt(folder: string, schemas: readonly string[]): KeptIntegration {
    const known = this.#integrations.get(folder);
    const { revision } = this.#files;
    const systemNamed = (name: string): KeptSystem => this.systemNamed(name, schemas);
    this.#files.bounds.name(folder);
    const isFresh = known?.at === revision && areEqual(known.schemas, schemas);
    const kept =
      known !== undefined && (isFresh || known.kept.isStillSo(systemNamed))
        ? known.kept
        : new KeptIntegration(folder, this.#files, systemNamed);
    this.#integrations.set(folder, { kept, at: revision, schemas });
    return kept;
  }
}

function areEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}

interface Checked<Kept> {
  readonly kept: Kept;
  /** The revision of the files at which it was last known to be so. */
  at: number;
}
