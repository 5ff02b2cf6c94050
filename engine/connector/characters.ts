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
  // Where it stands is worked out only when there is one.
  return hasForeign(value) ? locate(value, field) : undefined;
}

function hasForeign(value: Value): boolean {
  if (typeof value === "string") return !isWindows1252(value);
  if (isList(value)) return value.some(hasForeign);
  if (!isRecord(value)) return false;
  for (const name in value) if (hasForeign(value[name])) return true;
  return false;
}

function locate(value: Value, field: string): ForeignCharacter | undefined {
  if (typeof value === "string") {
    const character = foreignIn(value);
    return character === undefined ? undefined : { field, character, codePoint: codePointOf(character) };
  }
  const below = (name: string | number) => (field === "" ? String(name) : `${field}.${name}`);
  const inner: readonly (readonly [string | number, Value])[] = isList(value)
    ? value.map((item, index) => [index + 1, item])
    : isRecord(value)
      ? Object.entries(value)
      : [];
  for (const [name, item] of inner) {
    const found = locate(item, below(name));
    if (found !== undefined) return found;
  }
  return undefined;
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
