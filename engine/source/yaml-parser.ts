import { createRequire } from "node:module";

let loaded: typeof import("yaml") | undefined;

/** The YAML parser. Its seventy modules are loaded when a file first needs it, which most never do. */
export function yamlParser(): typeof import("yaml") {
  loaded ??= createRequire(import.meta.url)("yaml") as typeof import("yaml");
  return loaded;
}
