import { basename, join, resolve } from "node:path";
import type { Connector } from "../connector/description.ts";
import { reportGaps } from "../schema/report-gaps.ts";
import type { SystemSchema } from "../schema/system-schema.ts";
import type { Report } from "../source/diagnostic.ts";
import type { KeptSystem } from "./kept-system.ts";
import { INTEGRATION_FILE, type LoadedIntegration } from "./load-integration.ts";
import { CONNECTOR_FILE } from "./load-system.ts";
import { Project } from "./project.ts";
import type { Sources } from "./sources.ts";

/** One system: its connector and the schemas of its records. */
export interface LoadedSystem {
  readonly name: string;
  readonly folder: string;
  readonly schema: SystemSchema;
  /** Undefined when the file is no connector at all; what is wrong is reported when this is first asked for. */
  readonly connector: Connector | undefined;
  /** Notes the fields of which its schemas say something that our types cannot; of one kind only, if one is named. */
  noteGaps(report: Report, kind?: string): void;
}

/** Mappings and schemas as they stand, each read when it is first asked for, with its faults reported then. */
export interface Library {
  readonly systemNames: readonly string[];
  readonly integrationNames: readonly string[];
  /** Those of the place itself, without what stands beside it. */
  readonly own: { readonly systemNames: readonly string[]; readonly integrationNames: readonly string[] };
  system(name: string): LoadedSystem | undefined;
  integration(name: string): LoadedIntegration | undefined;
  /** The folder of the integration of this name. */
  folderOf(name: string): string | undefined;
  /** A mapping folder anywhere. */
  integrationAt(folder: string): LoadedIntegration;
}

/** Folders that hold the mapping folders and the systems. */
export interface LibraryFolders {
  readonly mappings: string;
  readonly schemas: string;
}

/** What these folders have counts before what stands beside them by the same name. */
export interface LibraryPlace extends LibraryFolders {
  readonly beside?: LibraryFolders | undefined;
}

/**
 * What a library has given out stays as it was then. Who keeps a project opens one anew after each change: it says what
 * the library of a new project would say.
 */
export function openLibrary(place: LibraryPlace, report: Report, project = new Project(process.cwd())): Library {
  const mappings = foldersOf(place, "mappings");
  const schemas = foldersOf(place, "schemas");
  const { sources } = project;
  for (const folder of [...mappings, ...schemas]) sources.bounds.name(folder);
  const systems = new Map<string, LoadedSystem | undefined>();
  const integrations = new Map<string, LoadedIntegration>();
  const system = (name: string): LoadedSystem | undefined => {
    if (systems.has(name)) return systems.get(name);
    const kept = project.systemNamed(name, schemas);
    kept.tell(report);
    const loaded = loadedSystem(kept, report);
    systems.set(name, loaded);
    return loaded;
  };
  const integrationAt = (written: string): LoadedIntegration => {
    const folder = resolve(written);
    const known = integrations.get(folder);
    if (known !== undefined) return known;
    const kept = project.integrationAt(folder, schemas);
    for (const name of kept.systems) system(name);
    kept.tell(report);
    integrations.set(folder, kept.made);
    return kept.made;
  };
  const folderOf = (name: string): string | undefined =>
    mappings.map((folder) => join(folder, name)).find((folder) => sources.isFile(join(folder, INTEGRATION_FILE)));
  return {
    get systemNames() {
      return namesWith(CONNECTOR_FILE, schemas, sources);
    },
    get integrationNames() {
      return namesWith(INTEGRATION_FILE, mappings, sources);
    },
    own: {
      get systemNames() {
        return namesWith(CONNECTOR_FILE, schemas.slice(0, 1), sources);
      },
      get integrationNames() {
        return namesWith(INTEGRATION_FILE, mappings.slice(0, 1), sources);
      },
    },
    system,
    integration: (name) => {
      const folder = folderOf(name);
      return folder === undefined ? undefined : integrationAt(folder);
    },
    folderOf,
    integrationAt,
  };
}

function loadedSystem(kept: KeptSystem, report: Report): LoadedSystem | undefined {
  if (kept.made === undefined) return undefined;
  const { name, folder, schema, connector } = kept.made;
  let read: { readonly connector: Connector | undefined } | undefined;
  return {
    name,
    folder,
    schema,
    get connector() {
      read ??= { connector: kept.connector(report) };
      return read.connector;
    },
    noteGaps: (note, kind) => reportGaps(schema, connector, note, kind),
  };
}

/** The place's own first, then the one beside it. */
function foldersOf({ beside, ...own }: LibraryPlace, which: keyof LibraryFolders): readonly string[] {
  return [...new Set([own[which], ...(beside === undefined ? [] : [beside[which]])].map((path) => resolve(path)))];
}

/** Each once, by name. */
function namesWith(file: string, folders: readonly string[], sources: Sources): readonly string[] {
  const names = folders
    .flatMap((folder) => sources.foldersIn(folder))
    .filter((path) => sources.isFile(join(path, file)))
    .map((path) => basename(path));
  return folders.length === 1 ? names : [...new Set(names)].toSorted();
}
