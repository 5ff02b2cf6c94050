import { createRequire } from "node:module";

let loaded: typeof import("node:crypto") | undefined;

/** Node's cryptography, loaded at the first hash: it takes longer than checking a mapping, which needs none. */
export function crypto(): typeof import("node:crypto") {
  loaded ??= createRequire(import.meta.url)("node:crypto") as typeof import("node:crypto");
  return loaded;
}
