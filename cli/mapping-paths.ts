import { dirname, join, resolve, sep } from "node:path";
import type { Library } from "../engine/project/library.ts";
import { INTEGRATION_FILE } from "../engine/project/load-integration.ts";
import { shownPath } from "../engine/project/shown-path.ts";
import type { Sources } from "../engine/project/sources.ts";
import type { Call } from "./command.ts";
import { usageFailure } from "./failure.ts";
import type { Mappings } from "./open-mappings.ts";

/** A mapping folder that was asked for; `only` are the files in it that were named, if files were. */
export interface MappingPath {
  readonly folder: string;
  readonly only: readonly string[] | undefined;
}

/**
 * The mapping folders that PATHs mean: the folder itself, one that holds mapping folders, a file in one, or the name of an
 * integration. All without a PATH, but for those that come with Koppel where there is a folder of one's own.
 */
export function mappingPaths(
  { arguments: { positionals }, folder }: Pick<Call, "arguments" | "folder">,
  { library, mappings, sources }: Pick<Mappings, "library" | "mappings" | "sources">,
): readonly MappingPath[] {
  if (positionals.length === 0)
    return library.own.integrationNames.map((name) => ({ folder: join(mappings, name), only: undefined }));
  const found = new Map<string, string[] | undefined>();
  for (const written of positionals) {
    for (const { at, file } of meant(written, folder, sources, library)) {
      const before = found.has(at) ? found.get(at) : [];
      found.set(at, file === undefined || before === undefined ? undefined : [...before, file]);
    }
  }
  return [...found].map(([at, only]) => ({ folder: at, only }));
}

function meant(
  written: string,
  folder: string,
  sources: Sources,
  library: Library,
): readonly { readonly at: string; readonly file?: string }[] {
  const path = resolve(folder, written);
  // The folder of the call is the caller's: a link in it, which a pattern of the shell may name as well, opens nothing.
  const isHere = folder !== dirname(folder) && path.startsWith(folder + sep);
  sources.bounds.name(isHere ? folder : path);
  if (sources.isFolder(path)) {
    const inside = integrationAbove(path, sources);
    if (inside !== undefined) return [{ at: inside }];
    const below = sources.foldersIn(path).filter((each) => sources.isFile(join(each, INTEGRATION_FILE)));
    if (below.length > 0) return below.map((at) => ({ at }));
    throw usageFailure(`${written} holds no mapping`, `A mapping folder has a file ${INTEGRATION_FILE}.`);
  }
  if (!sources.isFile(path)) {
    const named = library.folderOf(written);
    if (named !== undefined) return [{ at: named }];
    throw usageFailure(`${written} is not there`, "Give mapping folders, files in them, or names of integrations.");
  }
  const at = integrationAbove(dirname(path), sources);
  if (at === undefined)
    throw usageFailure(
      `${shownPath(path, folder)} belongs to no mapping`,
      `There is no ${INTEGRATION_FILE} beside it.`,
    );
  return [{ at, file: path }];
}

/** The folder itself or, for the folder of its tests, the one above. */
function integrationAbove(folder: string, sources: Sources): string | undefined {
  return [folder, dirname(folder)].find((each) => sources.isFile(join(each, INTEGRATION_FILE)));
}
