import { Secret } from "./secret.ts";

const MASK = "***";

/** In a whole page, a shorter one is too easily a word that somebody else wrote. */
export const SHORTEST_SECRET_OF_PAGES = 8;
/** Shorter ones stay: to take every `de` for a secret would blot out half of what is said. */
const SHORTEST = 4;
/** A shorter piece of base64 stands in other texts by chance. */
const SHORTEST_ENCODED = 8;
/** The lines of a longer secret, such as a private key, are secrets themselves. */
const SHORTEST_LINE = 16;

/**
 * The secrets that a process has been told of, and the second line behind `Secret`: takes them out of a text on its way
 * out, also where somebody has escaped or encoded them, alone or with something before and behind.
 */
export class KnownSecrets {
  /** What each secret may look like, longest first. */
  readonly #forms = new Map<string, readonly Form[]>();
  readonly #within: KnownSecrets | undefined;

  /** What those around know is taken out as well. */
  constructor(within?: KnownSecrets) {
    this.#within = within;
  }

  add(secret: string | Secret): void {
    const text = secret instanceof Secret ? secret.reveal() : secret;
    if (text.length < SHORTEST || this.#forms.has(text)) return;
    this.#forms.set(text, formsOf(text));
    for (const line of text.split(/\r?\n/)) if (line.length >= SHORTEST_LINE && line !== text) this.add(line);
  }

  forget(secret: string): void {
    this.#forms.delete(secret);
  }

  /** The text without any of them; `shortest`: those with fewer characters stay. */
  masked(text: string, shortest = SHORTEST): string {
    let result = this.#within === undefined ? text : this.#within.masked(text, shortest);
    for (const [secret, forms] of this.#forms) {
      if (secret.length < shortest) continue;
      for (const form of forms) result = without(result, form);
    }
    return result;
  }
}

interface Form {
  readonly text: string;
  /** Digits and letters beside it belong to it: one end of a secret shares its characters with what stands there. */
  readonly grows: RegExp | undefined;
}

const BASE64 = /[A-Za-z0-9+/_-]/;

function formsOf(secret: string): readonly Form[] {
  const bytes = Buffer.from(secret, "utf8");
  const plain = new Set([secret, ...escaped(secret), ...percentEncoded(secret)]);
  const hex = bytes.toString("hex");
  if (hex.length >= SHORTEST_ENCODED) plain.add(hex).add(hex.toUpperCase());
  const encoded = new Set([0, 1, 2].flatMap((offset) => base64Of(bytes, offset)));
  return [
    ...[...plain].map((text) => ({ text, grows: undefined })),
    ...[...encoded].map((text) => ({ text, grows: BASE64 })),
  ].sort((one, other) => other.text.length - one.text.length);
}

/**
 * As it stands in JSON, in JSON of ASCII alone, in JSON that escapes what HTML would take for its own (as .NET and Rails write
 * it), in JSON within JSON, in XML and in HTML.
 */
function escaped(secret: string): readonly string[] {
  const json = inside(JSON.stringify(secret));
  const ascii = json.replace(/[^ -~]/g, asUnit);
  const large = json.replace(/[^ -~]/g, asLargeUnit);
  const careful = [asUnit, asLargeUnit].flatMap((as) => [
    json.replace(/[<>&]/g, as),
    json.replace(/[^ -~]|[<>&]/g, as),
    json.replaceAll('\\"', '"').replace(/[^ -~]|["<>&'+`]/g, as),
  ]);
  const slashed = json.replaceAll("/", "\\/");
  const xml = secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quoted = xml.replaceAll('"', "&quot;");
  return [
    ...[json, ascii, large, slashed, ...careful].flatMap((form) => [form, inside(JSON.stringify(form))]),
    xml,
    quoted,
    quoted.replaceAll("'", "&apos;"),
    quoted.replaceAll("'", "&#39;"),
    quoted.replaceAll("'", "&#x27;").replaceAll("+", "&#x2B;").replaceAll("`", "&#x60;"),
    quoted.replaceAll("'", "&#x27;").replaceAll("+", "&#x2B;").replaceAll("=", "&#x3D;").replaceAll("/", "&#x2F;"),
  ];
}

function asUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function asLargeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function inside(quoted: string): string {
  return quoted.slice(1, -1);
}

function percentEncoded(secret: string): readonly string[] {
  // A lone half of a pair has no such form, and no business in a secret.
  if (!secret.isWellFormed()) return [];
  const usual = encodeURIComponent(secret);
  const form = new URLSearchParams({ "": secret }).toString().slice(1);
  const lower = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
  return [usual, lower(usual), form, lower(form), encodeURIComponent(usual)];
}

/**
 * What base64 makes of it wherever it stands `offset` bytes into a group of three, as the password of `user:password` does:
 * without the characters at the ends, which other bytes have a share in.
 */
function base64Of(bytes: Buffer, offset: number): readonly string[] {
  const groups = Buffer.concat([Buffer.alloc(offset), bytes]).toString("base64");
  const whole = Math.floor(((offset + bytes.length) * 8) / 6);
  const core = groups.slice(Math.ceil((offset * 8) / 6), whole);
  if (core.length < SHORTEST_ENCODED) return [];
  return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
}

function without(text: string, { text: form, grows }: Form): string {
  let at = text.indexOf(form);
  if (at < 0) return text;
  if (grows === undefined) return text.replaceAll(form, MASK);
  let result = "";
  let from = 0;
  for (; at >= 0; at = text.indexOf(form, from)) {
    let start = at;
    // One character each way holds bits of it; the rest of what is beside it is somebody else's.
    if (start > from && grows.test(text.charAt(start - 1))) start--;
    let end = at + form.length;
    if (grows.test(text.charAt(end))) end++;
    result += text.slice(from, start) + MASK;
    from = end;
  }
  return result + text.slice(from);
}
