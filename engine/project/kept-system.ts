import type { Connector } from "../connector/description.ts";
import { readConnector } from "../connector/read-connector.ts";
import type { Report } from "../source/diagnostic.ts";
import type { Files } from "./files.ts";
import { loadSystem, type SystemFolder } from "./load-system.ts";
import { ObservedFiles } from "./observed-files.ts";
import { Sources } from "./sources.ts";
import { Told } from "./told.ts";

/** One system as it was read, for as long as its files are the same. */
export class KeptSystem {
  /** Undefined where there is no connector file, or none that can be read. */
  readonly made: SystemFolder | undefined;
  readonly #files: ObservedFiles;
  readonly #told = new Told();
  #connector: { readonly made: Connector | undefined; readonly told: Told } | undefined;

  constructor(folder: string, files: Files) {
    this.#files = new ObservedFiles(files);
    this.made = loadSystem(folder, new Sources(this.#files), this.#told.report);
  }

  isStillSo(): boolean {
    return this.#files.areTheSame;
  }

  tell(report: Report): void {
    this.#told.tell(report);
  }

  /** Read when it is first asked for; what is wrong with it is told each time. */
  connector(report: Report): Connector | undefined {
    if (this.made === undefined) return undefined;
    if (this.#connector === undefined) {
      const told = new Told();
      this.#connector = { made: readConnector(this.made.connector, told.report), told };
    }
    this.#connector.told.tell(report);
    return this.#connector.made;
  }
}
