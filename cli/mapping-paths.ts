import { dirname, join, resolve } from "node:path";
import { INTEGRATION_FILE, type Library } from "../engine/project/library.ts";
import { shownPath } from "../engine/project/shown-path.ts";
import { foldersIn, isFile, isFolder } from "../engine/project/source-files.ts";
import { usageFailure } from "./failure.ts";

/** A mapping folder that was asked for; `only` are the files in it that were named, if files were. */
export interface MappingPath {
  readonly folder: string;
  readonly only: readonly string[] | undefined;
}

/** The mapping folders that paths mean: the folder itself, one that holds mapping folders, or a file in one. */
export function mappingPaths(
  paths: readonly string[],
  folder: string,
  library: Library,
  mappings: string,
): readonly MappingPath[] {
  if (paths.length === 0)
    return library.integrationNames.map((name) => ({ folder: join(mappings, name), only: undefined }));
  const found = new Map<string, string[] | undefined>();
  for (const written of paths) {
    for (const { at, file } of meant(resolve(folder, written), written, folder)) {
      const before = found.has(at) ? found.get(at) : [];
      found.set(at, file === undefined || before === undefined ? undefined : [...before, file]);
    }
  }
  return [...found].map(([at, only]) => ({ folder: at, only }));
}

function meant(
  path: string,
  written: string,
  folder: string,
): readonly { readonly at: string; readonly file?: string }[] {
  if (isFolder(path)) {
    const inside = integrationAbove(path);
    if (inside !== undefined) return [{ at: inside }];
    const below = foldersIn(path).filter((each) => isFile(join(each, INTEGRATION_FILE)));
    if (below.length > 0) return below.map((at) => ({ at }));
    throw usageFailure(`${written} holds no mapping`, `A mapping folder has a file ${INTEGRATION_FILE}.`);
  }
  if (!isFile(path)) throw usageFailure(`${written} is not there`, "Give mapping folders or files in them.");
  const at = integrationAbove(dirname(path));
  if (at === undefined)
    throw usageFailure(
      `${shownPath(path, folder)} belongs to no mapping`,
      `There is no ${INTEGRATION_FILE} beside it.`,
    );
  return [{ at, file: path }];
}

/** The folder itself or, for the folder of its tests, the one above. */
function integrationAbove(folder: string): string | undefined {
  return [folder, dirname(folder)].find((each) => isFile(join(each, INTEGRATION_FILE)));
}
