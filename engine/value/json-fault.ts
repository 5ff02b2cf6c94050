/** A text that is not the JSON we read. `offset` is in UTF-16 units of the text; `what` is a sentence without the place. */
export class JsonFault extends Error {
  override name = "JsonFault";
  readonly offset: number;
  readonly what: string;
  constructor(what: string, offset: number) {
    super(`${what} (at character ${offset + 1} of the JSON text)`);
    this.what = what;
    this.offset = offset;
  }
}

const BLANKS = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const TEXT = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const WORD = /true|false|null/y;

/**
 * Finds what is wrong in a text that `JSON.parse` refused, since its message does not always say where. Runs only after a
 * refusal, on a text whose depth is known to be within the limit.
 */
export function findJsonFault(text: string): JsonFault {
  try {
    const end = skip(text, readValue(text, skip(text, 0)));
    return end < text.length
      ? new JsonFault(`${seen(text, end)} stands behind the end of the JSON value`, end)
      : new JsonFault("not JSON", 0);
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
}

function readValue(text: string, at: number): number {
  const first = text[at];
  if (first === "{") return readMembers(text, at);
  if (first === "[") return readItems(text, at);
  const end = match(TEXT, text, at) ?? match(NUMBER, text, at) ?? match(WORD, text, at);
  if (end !== undefined) return end;
  if (first === '"') throw new JsonFault("a text that does not end, or holds a control character or a bad escape", at);
  throw new JsonFault(`a JSON value was expected, not ${seen(text, at)}`, at);
}

function readMembers(text: string, open: number): number {
  let at = skip(text, open + 1);
  if (text[at] === "}") return at + 1;
  for (;;) {
    const afterKey = match(TEXT, text, at);
    if (afterKey === undefined) throw new JsonFault(`a key in double quotes was expected, not ${seen(text, at)}`, at);
    const colon = skip(text, afterKey);
    if (text[colon] !== ":") throw new JsonFault(`":" was expected behind the key, not ${seen(text, colon)}`, colon);
    at = skip(text, readValue(text, skip(text, colon + 1)));
    if (text[at] === "}") return at + 1;
    if (text[at] !== ",") throw new JsonFault(`"," or "}" was expected, not ${seen(text, at)}`, at);
    at = skip(text, at + 1);
  }
}

function readItems(text: string, open: number): number {
  let at = skip(text, open + 1);
  if (text[at] === "]") return at + 1;
  for (;;) {
    at = skip(text, readValue(text, at));
    if (text[at] === "]") return at + 1;
    if (text[at] !== ",") throw new JsonFault(`"," or "]" was expected, not ${seen(text, at)}`, at);
    at = skip(text, at + 1);
  }
}

function skip(text: string, at: number): number {
  return match(BLANKS, text, at) ?? at;
}

function match(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function seen(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? "the end of the text" : `"${String.fromCodePoint(point)}"`;
}
