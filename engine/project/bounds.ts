import { existsSync, lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";

/**
 * The folders within which a project reads and writes: those that its workspace or its caller has named. What lies in one
 * of them by its name must lie in one of them when all links are followed, too. This is the one place that decides it.
 */
export class Bounds {
  readonly #named: string[] = [];
  readonly #real: string[] = [];

  constructor(...folders: readonly string[]) {
    for (const folder of folders) this.name(folder);
  }

  /** One more folder or file. One that stands in a named folder already is within or is not: a link there opens nothing. */
  name(path: string): void {
    const absolute = resolve(path);
    if (this.#named.some((folder) => isIn(absolute, folder))) return;
    this.#named.push(absolute);
    this.#real.push(realPathOf(absolute));
  }

  /** Where a path leads when all links are followed; for what is not there yet, where it would be made. */
  follow(path: string): { readonly real: string; readonly isWithin: boolean } {
    const real = realPathOf(resolve(path));
    return { real, isWithin: this.#real.some((folder) => isIn(real, folder)) };
  }
}

/**
 * Where a project begins that has its workspace in `folder`: at the repository around it, since what several workspaces
 * share lies beside them there, but never with somebody's home folder.
 */
export function rootOf(folder: string, home: string | undefined): string {
  for (let at = folder; ; at = dirname(at)) {
    if (at === dirname(at) || (home !== undefined && at === resolve(home))) return folder;
    if (existsSync(join(at, ".git"))) return at;
  }
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** As many links as the system itself would follow. */
const MOST_LINKS = 40;

function realPathOf(path: string, links = 0): string {
  try {
    return realpathSync.native(path);
  } catch {
    if (path === dirname(path) || links > MOST_LINKS) return path;
    // A link to what is not there would make it there.
    if (isLink(path)) return realPathOf(resolve(dirname(path), readlinkSync(path)), links + 1);
    return join(realPathOf(dirname(path), links), basename(path));
  }
}

/** What the system refuses to look at, such as a name that is too long, it refuses to open as well. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  } catch {
    return false;
  }
}
