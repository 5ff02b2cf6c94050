import { closeSync, constants, fstatSync, ftruncateSync, openSync, writeSync } from "node:fs";
import type { Bounds } from "./bounds.ts";

/** A file that was to be written lies outside of the project, or is no file. The message says where it is. */
export class OutsideFault extends Error {
  constructor(path: string, problem: string) {
    super(`${path} is not written: ${problem}`);
    this.name = "OutsideFault";
  }
}

const { O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_WRONLY } = constants;

/** Writes a text over a file, or into a new one, within the bounds only. Throws an `OutsideFault`. */
export function writeFile(path: string, text: string, bounds: Bounds): void {
  const { real, isWithin } = bounds.follow(path);
  if (!isWithin) throw new OutsideFault(path, `it leads to ${real}, which is outside of the project's folder`);
  // Not emptied before it is known what was opened, which somebody may have put there since it was looked at.
  const file = opened(path, real);
  try {
    if (!fstatSync(file).isFile()) throw new OutsideFault(path, "it is no file");
    if (bounds.follow(real).real !== real) throw new OutsideFault(path, "somebody has put something else in its place");
    ftruncateSync(file);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
  } finally {
    closeSync(file);
  }
}

function opened(path: string, real: string): number {
  try {
    return openSync(real, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o666);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // It has become a link, or is a pipe that nobody reads.
    if (code === "ELOOP" || code === "ENXIO") throw new OutsideFault(path, "it is no file");
    throw error;
  }
}
