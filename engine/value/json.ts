import { BigDecimal, fromText, toText } from "./decimal.ts";
import { findJsonFault, JsonFault } from "./json-fault.ts";
import { Secret } from "./secret.ts";
import { FileValue, Money, type RecordValue, type Value } from "./value.ts";

export { JsonFault } from "./json-fault.ts";

/** Lists and objects within each other; no vendor's answer comes near. */
export const DEEPEST_JSON = 200;

/**
 * Reads JSON without losing a digit: a number that a double would change becomes a `BigDecimal`. Throws `JsonFault` for
 * text that is not JSON, for nesting beyond `DEEPEST_JSON` and for keys that could reach an object's prototype.
 */
export function parseJson(text: string): Value {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (mayHoldLongNumber(body)) return parseLong(body);
  const value = parse(body);
  const found = look(value, 0);
  if ((found & HARMFUL) !== 0) refuseHarmful(value, body);
  // What came out as zero may have been a number too small for a double.
  if ((found & EXTREME) !== 0 || ((found & ZERO) !== 0 && mayHoldTinyNumber(body))) return parseLong(body);
  return value;
}

const LONG_RUN = 16;
const STEP = LONG_RUN / 2;

/** True for any text with a number of over 15 digits; also for some without, which the scan tells apart. */
function mayHoldLongNumber(text: string): boolean {
  // A run of sixteen digits and points lies over two neighbouring steps. Negative: neither a digit nor a point.
  let before = -1;
  for (let at = STEP - 1; at < text.length; at += STEP) {
    const unit = text.charCodeAt(at);
    const here = (unit - 46) | (57 - unit);
    if ((before | here) >= 0 && runLength(text, at) >= LONG_RUN) return true;
    before = here;
  }
  return false;
}

function runLength(text: string, at: number): number {
  let start = at;
  while (isDigitOrPoint(text.charCodeAt(start - 1))) start--;
  let end = at;
  while (isDigitOrPoint(text.charCodeAt(end))) end++;
  return end - start;
}

/** Whether there is an exponent such as `e-400`, or a text that looks like one. */
function mayHoldTinyNumber(text: string): boolean {
  for (let at = text.indexOf("-"); at >= 0; at = text.indexOf("-", at + 1)) {
    const before = text.charCodeAt(at - 1);
    if ((before === 101 || before === 69) && isDigitOrPoint(text.charCodeAt(at - 2)) && endsNumber(text, at + 1))
      return true;
  }
  return false;
}

/** At least three digits, and behind them what may follow a number: in an id such as `1e-4000-8a` it is something else. */
function endsNumber(text: string, start: number): boolean {
  let end = start;
  while (isDigitOrPoint(text.charCodeAt(end))) end++;
  const next = text.charCodeAt(end);
  return end - start >= 3 && !(next > 32 && next !== 44 && next !== 93 && next !== 125);
}

function isDigitOrPoint(unit: number): boolean {
  return (unit >= 48 && unit <= 57) || unit === 46;
}

function parseLong(body: string): Value {
  const { deepAt, hasLongNumber } = scan(body);
  if (deepAt >= 0) throw tooDeep(deepAt);
  const value = hasLongNumber ? parse(body, exactNumber) : parse(body);
  if ((look(value, 0) & HARMFUL) !== 0) refuseHarmful(value, body);
  return value;
}

const HARMFUL = 1;
const EXTREME = 2;
const ZERO = 4;

/**
 * What there is in a value that was read: nesting beyond the limit or a key that could reach a prototype, numbers of a size
 * that only an exponent or many digits give, zeros. One pass over the values is cheaper than one over the text.
 */
function look(value: Value, depth: number): number {
  if (typeof value === "number") return lookAtNumber(value);
  return typeof value === "object" && value !== null ? lookInto(value, depth) : 0;
}

/** Of a list, a record, or a `BigDecimal`, in which there is nothing to find. */
function lookInto(value: object, depth: number): number {
  if (depth >= DEEPEST_JSON) return HARMFUL;
  let found = 0;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) found |= look(value[index] as Value, depth + 1);
    return found;
  }
  const record = value as RecordValue;
  for (const key in record) {
    if (key === "__proto__" || key === "constructor" || key === "prototype") return HARMFUL;
    const inner = record[key];
    if (typeof inner === "object") found |= inner === null ? 0 : lookInto(inner, depth + 1);
    else if (typeof inner === "number") found |= lookAtNumber(inner);
  }
  return found;
}

function lookAtNumber(x: number): number {
  if (x > 0 ? x >= 1e-15 && x < 1e15 : x <= -1e-15 && x > -1e15) return 0;
  return x === 0 ? ZERO : EXTREME;
}

function refuseHarmful(value: unknown, text: string): void {
  const { deepAt } = scan(text);
  if (deepAt >= 0) throw tooDeep(deepAt);
  refuseReservedKeys(value, text);
}

function tooDeep(offset: number): JsonFault {
  return new JsonFault(`the JSON is nested more than ${DEEPEST_JSON} levels deep`, offset);
}

interface Scan {
  /** Offset of the bracket that nests too deep, or -1. */
  readonly deepAt: number;
  readonly hasLongNumber: boolean;
}

const QUOTE = 34;
const BACKSLASH = 92;

/** One pass over the text, with texts skipped: its depth, and whether a number has over 15 digits or an exponent. */
function scan(text: string): Scan {
  let depth = 0;
  let digits = 0;
  let hasLongNumber = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit >= 48 && unit <= 57) {
      if (++digits > 15) hasLongNumber = true;
    } else if (unit === 46 || unit === 45 || unit === 43) {
      // A point or sign is part of the number.
    } else if ((unit === 101 || unit === 69) && digits > 0) {
      hasLongNumber = true;
    } else {
      digits = 0;
      if (unit === QUOTE) at = endOfText(text, at);
      else if ((unit === 91 || unit === 123) && ++depth > DEEPEST_JSON) return { deepAt: at, hasLongNumber };
      else if (unit === 93 || unit === 125) depth--;
    }
  }
  return { deepAt: -1, hasLongNumber };
}

/** The offset of the closing quote, or the end of an unfinished text. */
function endOfText(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close > 0 && isEscaped(text, close)) close = text.indexOf('"', close + 1);
  return close < 0 ? text.length : close;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before--;
  return (at - before) % 2 === 0;
}

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown;

function parse(text: string, reviver?: Reviver): Value {
  try {
    // The types do not know yet that a reviver is given the source text of a number.
    return JSON.parse(text, reviver as (this: unknown, key: string, value: unknown) => unknown);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const { deepAt } = scan(text);
    throw deepAt >= 0 ? tooDeep(deepAt) : findJsonFault(text);
  }
}

const exactNumber: Reviver = (_key, value, { source }) => {
  if (typeof value !== "number" || source === undefined) return value;
  const decimal = fromText(source);
  if (decimal === undefined) throw new JsonFault(`the number ${source.slice(0, 30)}… has too many digits`, 0);
  return decimal;
};

function refuseReservedKeys(value: unknown, text: string): void {
  if (typeof value !== "object" || value === null || value instanceof BigDecimal) return;
  for (const [key, inner] of Object.entries(value)) {
    if (!Array.isArray(value) && (key === "__proto__" || key === "constructor" || key === "prototype")) {
      throw new JsonFault(`the key "${key}" is not accepted`, Math.max(text.indexOf(`"${key}"`), 0));
    }
    refuseReservedKeys(inner, text);
  }
}

/**
 * Writes JSON with every digit of every number and never an exponent. Absent fields are left out, absent items become null.
 * Throws `JsonFault` for money and files, which have no shape of their own: the mapping gives them one. A secret is not told.
 */
export function stringifyJson(value: Value): string {
  const text: string | undefined = isPlain(value, 0) ? JSON.stringify(value) : undefined;
  return text ?? write(value, plainShape, false, 0);
}

/** JavaScript writes numbers below 1e-6 and from 1e21 on with an exponent. */
function hasExponent(x: number): boolean {
  const size = x < 0 ? -x : x;
  return (size < 1e-6 && size !== 0) || (size >= 1e21 && size !== Number.POSITIVE_INFINITY);
}

/** Nothing in it needs a shape, an exponent or more levels than there may be. */
function isPlain(value: Value, depth: number): boolean {
  if (typeof value === "number") return !hasExponent(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth >= DEEPEST_JSON) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (!isPlain(value[index], depth + 1)) return false;
    }
    return true;
  }
  if (value instanceof Money || value instanceof FileValue || value instanceof Secret) return false;
  const record = value as RecordValue;
  for (const key in record) {
    const inner = record[key];
    if (typeof inner === "number" ? hasExponent(inner) : typeof inner === "object" && !isPlain(inner, depth + 1))
      return false;
  }
  return true;
}

/** The same text for the same meaning: keys in code-unit order, 1.0 as 1, absent fields left out. For hashes and comparisons. */
export function canonicalJson(value: Value): string {
  return write(value, canonicalShape, true, 0);
}

/** What `canonicalJson` tells, with keys in the order they stand: to be read again, not to be compared. Much quicker. */
export function keptJson(value: Value): string {
  const text: string | undefined = isPlain(value, 0) ? JSON.stringify(value) : undefined;
  return text ?? write(value, canonicalShape, false, 0);
}

/** What stands in the place of a secret: the only key of a record that says its name. */
export const SECRET_KEY = "$secret";

type Shape = (value: Money | FileValue | Secret) => Value;

const plainShape: Shape = (value) => {
  if (value instanceof Secret) return String(value);
  throw new JsonFault(
    `${value instanceof Money ? "money" : "a file"} cannot be written as JSON before it has a shape`,
    0,
  );
};

const canonicalShape: Shape = (value) => {
  if (value instanceof Secret) return { [SECRET_KEY]: value.name() };
  if (value instanceof Money) return { amount: value.amount, currency: value.currency };
  return { name: value.name, type: value.type, size: value.size };
};

function write(value: Value, shape: Shape, sorted: boolean, depth: number): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number" || value instanceof BigDecimal) return toText(value);
  if (value === undefined || value === null) return "null";
  if (typeof value === "boolean") return value ? "true" : "false";
  if (depth > DEEPEST_JSON) throw new JsonFault(`the value is nested more than ${DEEPEST_JSON} levels deep`, 0);
  if (Array.isArray(value)) return writeList(value as readonly Value[], shape, sorted, depth);
  if (value instanceof Money || value instanceof FileValue || value instanceof Secret)
    return write(shape(value), shape, sorted, depth + 1);
  return writeRecord(value as RecordValue, shape, sorted, depth);
}

function writeList(list: readonly Value[], shape: Shape, sorted: boolean, depth: number): string {
  let text = "[";
  for (let index = 0; index < list.length; index++) {
    if (index > 0) text += ",";
    text += write(list[index] as Value, shape, sorted, depth + 1);
  }
  return `${text}]`;
}

function writeRecord(record: RecordValue, shape: Shape, sorted: boolean, depth: number): string {
  const keys = Object.keys(record);
  if (sorted) sort(keys);
  let text = "{";
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    const value = record[key];
    if (value === undefined) continue;
    if (text.length > 1) text += ",";
    text += quote(key);
    text += ":";
    text += write(value, shape, sorted, depth + 1);
  }
  return `${text}}`;
}

const FEW = 40;

/** In code-unit order. The fields of a record are few, for which this makes no garbage and takes a fraction of `sort`. */
function sort(keys: string[]): void {
  if (keys.length > FEW) {
    keys.sort();
    return;
  }
  for (let end = 1; end < keys.length; end++) {
    const key = keys[end] as string;
    let at = end;
    for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string;
    keys[at] = key;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that JSON escapes
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/;

/** Most texts need no escape, and a look is faster than the call. */
function quote(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}
