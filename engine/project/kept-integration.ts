import type { Report } from "../source/diagnostic.ts";
import type { Files } from "./files.ts";
import type { KeptSystem } from "./kept-system.ts";
import { type LoadedIntegration, loadIntegration } from "./load-integration.ts";
import { ObservedFiles } from "./observed-files.ts";
import { Sources } from "./sources.ts";
import { Told } from "./told.ts";

/** One mapping folder as it was read, for as long as its files and the systems that it asked for are the same. */
export class KeptIntegration {
  readonly made: LoadedIntegration;
  readonly #files: ObservedFiles;
  readonly #systems = new Map<string, KeptSystem>();
  readonly #told = new Told();

  constructor(folder: string, files: Files, systemNamed: (name: string) => KeptSystem) {
    this.#files = new ObservedFiles(files);
    const schemaNamed = (name: string) => {
      const system = systemNamed(name);
      this.#systems.set(name, system);
      return system.made?.schema;
    };
    this.made = loadIntegration(folder, new Sources(this.#files), schemaNamed, this.#told.report);
  }

  /** The names of the systems that it has asked for. */
  get systems(): Iterable<string> {
    return this.#systems.keys();
  }

  isStillSo(systemNamed: (name: string) => KeptSystem): boolean {
    return this.#files.areTheSame && [...this.#systems].every(([name, system]) => systemNamed(name) === system);
  }

  tell(report: Report): void {
    this.#told.tell(report);
  }
}
