import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Specification } from "./specification.ts";

const known = new Map<string, Specification>();

/** The facts of a system's interface; read once. */
export function specificationOf(system: string): Specification {
  const read = known.get(system) ?? JSON.parse(readFileSync(specificationFile(system), "utf8"));
  known.set(system, read);
  return read;
}

export function specificationFile(system: string): string {
  return join(import.meta.dirname, "..", system, "specification.json");
}

/** A list of words that the specification names; throws when it names none of that name. */
export function wordsOf({ enums }: Specification, name: string): ReadonlySet<string> {
  const words = enums[name];
  if (words === undefined) throw new Error(`no list of words ${name}`);
  return new Set(words);
}
