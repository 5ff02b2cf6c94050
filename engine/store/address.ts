/** Where a store is. `other`: a kind of database for which there is no store yet. */
export type StoreAddress =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "memory" }
  | { readonly kind: "other"; readonly scheme: string };

/** Reads the path of a SQLite file, which may follow `sqlite:`; `memory:`; or the URL of another database. */
export function readAddress(written: string): StoreAddress {
  if (written === "memory:") return { kind: "memory" };
  const [sqlite] = /^sqlite:(\/\/)?/i.exec(written) ?? [];
  if (sqlite !== undefined) return { kind: "file", path: written.slice(sqlite.length) };
  // A path may have a colon in it, so that only what stands before two slashes is a scheme.
  const [, scheme] = /^([a-z][a-z0-9+]*):\/\//i.exec(written) ?? [];
  return scheme === undefined ? { kind: "file", path: written } : { kind: "other", scheme };
}
