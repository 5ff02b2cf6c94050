import { forFileName } from "../value/cleaned.ts";

/**
 * Names under which files stand in an archive, in the same order: each a name that every system takes, and none like
 * another, since most systems tell no large letters from small ones.
 */
export function entryNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  const numbers = new Map<string, number>();
  return names.map((name) => {
    const clean = withoutDevice(forFileName(name));
    const key = clean.toLowerCase();
    let entry = clean;
    while (taken.has(entry.toLowerCase())) {
      const number = (numbers.get(key) ?? 1) + 1;
      numbers.set(key, number);
      entry = numbered(clean, number);
    }
    taken.add(entry.toLowerCase());
    return entry;
  });
}

/** Windows takes these for devices, whatever ending they have; the last is no key of a JavaScript object. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d|__proto__)$/i;

function withoutDevice(name: string): string {
  const [stem = ""] = name.split(".", 1);
  return DEVICE.test(stem.trim()) ? `_${name}` : name;
}

function numbered(name: string, number: number): string {
  const point = name.lastIndexOf(".");
  return point > 0 ? `${name.slice(0, point)} (${number})${name.slice(point)}` : `${name} (${number})`;
}
