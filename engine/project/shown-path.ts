import { isAbsolute, relative, sep } from "node:path";

/** Relative to `from` with `/`, as people see it; absolute when it lies far from there. */
export function shownPath(path: string, from = process.cwd()): string {
  const short = relative(from, path);
  const isFar = isAbsolute(short) || short.startsWith(`..${sep}..${sep}..`);
  return (isFar ? path : short).split(sep).join("/") || ".";
}
