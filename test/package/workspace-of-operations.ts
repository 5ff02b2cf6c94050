import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The folders that the unit and the container file name, each somewhere below one folder of a test. */
export interface Places {
  readonly program: string;
  readonly workspace: string;
  readonly state: string;
  readonly cache: string;
  readonly credentials: string;
}

export function placesBelow(folder: string): Places {
  return {
    program: folder,
    workspace: join(folder, "etc"),
    state: join(folder, "state"),
    cache: join(folder, "cache"),
    credentials: join(folder, "credentials"),
  };
}

/** The text with the folders of an installation in the place of those that it names. */
export function placed(text: string, places: Places): string {
  return text
    .replaceAll("/opt/koppel", places.program)
    .replaceAll("/run/credentials/koppel.service", places.credentials)
    .replaceAll("/etc/koppel", places.workspace)
    .replaceAll("/var/lib/koppel", places.state)
    .replaceAll("/var/cache/koppel", places.cache);
}

/** `Environment=` lines or `ExecStart` of a unit, by their key. */
export function valuesOf(unit: string, key: string): readonly string[] {
  return [...unit.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map(([, value]) => value ?? "");
}

/** Lays the workspace that `koppel init` has made out as the page on operation says: secrets apart, the store in its own folder. */
export function layOut(made: string, places: Places, port: number): void {
  for (const folder of [places.workspace, places.state, places.cache, places.credentials])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of ["severa.secret", "procountor.secret", "procountor.key"])
    writeFileSync(join(places.credentials, name), readFileSync(join(made, "secrets", name)), { mode: 0o400 });
  const text = readFileSync(join(made, "koppel.yaml"), "utf8")
    .replaceAll("7420", String(port))
    .replace("store:    koppel.sqlite", `store:    ${places.state}/koppel.sqlite`)
    .replace("mappings: mappings", `mappings: ${made}/mappings`)
    .replaceAll("{ file: secrets/", `{ file: ${places.credentials}/`);
  writeFileSync(join(places.workspace, "koppel.yaml"), text);
}
