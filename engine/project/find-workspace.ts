import { existsSync, lstatSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { WORKSPACE_FILE } from "./workspace.ts";

/** A workspace file that was searched for, and why it is perhaps not meant. */
export interface FoundWorkspace {
  readonly path: string;
  /** Absent: it belongs to the user who calls, and stands where a project of that user ends at the latest. */
  readonly doubt: Doubt | undefined;
}

/**
 * `owner`: the file belongs to another user, who may have laid it there to be found. `repository`, `home`: it stands above
 * the repository or the home folder in which the search began.
 */
export type Doubt = "owner" | "repository" | "home";

export interface SearchedFrom {
  readonly folder: string;
  /** The home folder of the user who calls; no border where it is not known. */
  readonly home: string | undefined;
  /** Undefined where files have no owners. */
  readonly user: number | undefined;
}

/** The workspace file in `folder` or the nearest folder above it. */
export function findWorkspace({ folder, home, user }: SearchedFrom): FoundWorkspace | undefined {
  let left: "repository" | "home" | undefined;
  for (let at = resolve(folder); ; at = dirname(at)) {
    const path = join(at, WORKSPACE_FILE);
    if (isFile(path)) return { path, doubt: isOwn(path, user) ? left : "owner" };
    if (at === dirname(at)) return undefined;
    if (home !== undefined && at === resolve(home)) left ??= "home";
    if (existsSync(join(at, ".git"))) left ??= "repository";
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** Of a link, both it and what it leads to. */
function isOwn(path: string, user: number | undefined): boolean {
  return user === undefined || (lstatSync(path).uid === user && statSync(path).uid === user);
}
