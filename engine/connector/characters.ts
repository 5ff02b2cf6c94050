import type { Value } from "../value/value.ts";
import { isList, isRecord } from "./path.ts";

/** Beyond ASCII and U+00A0 to U+00FF. */
const WINDOWS_1252 = new Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

export interface ForeignCharacter {
  /** Path of the field, rows counted from 1: `invoiceRows.2.product`. */
  readonly field: string;
  readonly character: string;
  /** `U+2192`. */
  readonly codePoint: string;
}

export function isWindows1252(text: string): boolean {
  return foreignIn(text) === undefined;
}

function foreignIn(text: string): string | undefined {
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // ASCII, and from U+00A0 to U+00FF Windows-1252 is the same as Unicode.
    if (unit <= 0x7f || (unit >= 0xa0 && unit <= 0xff)) continue;
    const character = String.fromCodePoint(text.codePointAt(index) ?? unit);
    if (!WINDOWS_1252.has(character)) return character;
  }
  return undefined;
}

/** The first character in any text of the value that Windows-1252 does not have. */
export function findForeignCharacter(value: Value, field = ""): ForeignCharacter | undefined {
  if (typeof value === "string") {
    const character = foreignIn(value);
    return character === undefined ? undefined : { field, character, codePoint: codePointOf(character) };
  }
  const below = (name: string | number) => (field === "" ? String(name) : `${field}.${name}`);
  if (isList(value)) {
    for (const [index, item] of value.entries()) {
      const found = findForeignCharacter(item, below(index + 1));
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  for (const name of Object.keys(value)) {
    const found = findForeignCharacter(value[name], below(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
