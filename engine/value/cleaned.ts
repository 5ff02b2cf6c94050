/**
 * The one cleaner for what others wrote, one function for each way out. Names, messages and records come from both systems
 * and from files: nothing in them may move a cursor, turn a line around, begin a line of its own, give an order to a CI
 * server or break the form of a document. What may not be shown becomes U+FFFD, so that one sees that something was there.
 */

// Written out and not by \p{…}: to look the properties up takes longer than all else that a start of the program does here.
// None of the three will ever get another member (https://www.unicode.org/policies/stability_policy.html).
const CONTROLS = String.raw`\x00-\x1f\x7f-\x9f`;
const TURNS = String.raw`\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069`;
/** The last two of each of the 17 planes, and 32 more. */
const NO_CHARACTERS = String.raw`\ufdd0-\ufdef${Array.from({ length: 17 }, (_, plane) => {
  const last = (plane * 0x10000 + 0xffff).toString(16);
  return `\\u{${last.slice(0, -1)}e}\\u{${last}}`;
}).join("")}`;
const BREAKS = String.raw`\u2028\u2029`;

/** Controls, marks that turn the direction of writing, breaks of lines and paragraphs, and what is no character. */
const UNSHOWABLE = new RegExp(`[${CONTROLS}${TURNS}${NO_CHARACTERS}${BREAKS}]`, "gu");
/** An order to a CI server: `::error` at the beginning of a line, `##[…]`, `##vso[…]` and `##teamcity[…]` anywhere. */
const ORDER_AT_BEGINNING = /^(\s*):(?=:\w)/;
const ORDER_ANYWHERE = /#(?=#\w*\[)/g;
/** Nearly every text: no sign of an order, and of Unicode what is known to be harmless. */
const PLAIN = /^[\x20-\x22\x24-\x39\x3b-\x7e\xa0-\u05ff\u2010-\u2027\u3000-\ud7ff]*$/;

/** Within one line of a terminal or a log, at its beginning or further on. A tab is a blank. */
export function forLine(text: string): string {
  if (PLAIN.test(text)) return text;
  const line = shown(text.replaceAll("\t", " "));
  return line.includes("::") || line.includes("##") ? withoutOrders(line, (sign) => `${sign} `) : line;
}

function withoutOrders(line: string, instead: (sign: string) => string): string {
  return line
    .replace(ORDER_AT_BEGINNING, (_, blanks: string) => blanks + instead(":"))
    .replace(ORDER_ANYWHERE, instead);
}

/** A sentence on one line: the line breaks that it has are blanks. */
export function forSentence(text: string): string {
  return text
    .split(/[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(forLine)
    .join(" ");
}

/** A line of a source text as a person laid it out, in as many columns as it had; tabs are the caller's. */
export function forColumns(line: string): string {
  return PLAIN.test(line) ? line : withoutOrders(shown(line), () => "\ufffd");
}

/** As lines of its own, as in a mail: line breaks stay, as `\n`, and so do tabs. */
export function forLines(text: string): string {
  const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
  return lines.map((line) => line.split("\t").map(forLine).join("\t")).join("\n");
}

/** A last net at the terminal itself, for output that is made of cleaned pieces: only line breaks, tabs and colours are let through. */
export function forTerminal(output: string): string {
  return output.toWellFormed().replace(BEYOND_COLOURS, "\ufffd");
}

const BEYOND_COLOURS = new RegExp(
  String.raw`\x1b(?!\[[\d;]*m)|(?![\n\t\x1b])[${CONTROLS}]|[${TURNS}${NO_CHARACTERS}]`,
  "gu",
);

/** The text or an attribute of XML 1.0, which has no way to write most controls. Breaks outlive attributes. */
export function forXml(text: string): string {
  return shown(text, /[\t\n\r]/)
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string)
    .replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/##(?=\w*\[)/g, "#&#35;");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Within a line of Markdown: no HTML, no link, no image, and no code that goes on behind it. The author's own code stays. */
export function forMarkdown(text: string): string {
  const line = forLine(text);
  const fences = new Fences(line);
  let result = "";
  let at = 0;
  const markup = new RegExp(MARKUP);
  for (let found = markup.exec(line); found !== null; found = markup.exec(line)) {
    const end = fences.endOfCode(found.index);
    if (end !== undefined) {
      markup.lastIndex = end;
      continue;
    }
    result += line.slice(at, found.index) + escapedMarkup(found[0]);
    at = markup.lastIndex;
  }
  return result + line.slice(at);
}

/** What is escaped already, what may open code, and what would begin something. */
const MARKUP = /\\[!-/:-@[-`{-~]|`+|<(?=[\w/!?])|\]\(/g;

function escapedMarkup(found: string): string {
  if (found.startsWith("\\")) return found;
  return found === "<" ? "&lt;" : found === "](" ? "]\\(" : found.replaceAll("`", "\\`");
}

/** The runs of backticks on a line: code goes from one to the next of the same length. */
class Fences {
  readonly #ends = new Map<number, number>();

  constructor(line: string) {
    const runs = Array.from(line.matchAll(/`+/g), ({ 0: run, index }) => ({ index, length: run.length }));
    const next = new Map<number, number>();
    for (const { index, length } of runs.toReversed()) {
      const end = next.get(length);
      if (end !== undefined) this.#ends.set(index, end);
      next.set(length, index + length);
    }
  }

  /** Undefined where no run begins and where nothing closes the one that does. */
  endOfCode(start: number): number | undefined {
    return this.#ends.get(start);
  }
}

/** Within a cell of a Markdown table, which a bar would end. */
export function forMarkdownCell(text: string): string {
  return forMarkdown(text).replace(/(\\?)\|/g, (_, before) => (before === "" ? "\\|" : "\\&#124;"));
}

/** As code within a line of Markdown, where it stands as it is written. */
export function forMarkdownCode(text: string): string {
  const line = forLine(text);
  if (line === "") return "";
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`;
}

/** As code within a cell. A backslash before a bar would take the bar's own away: such code is written as HTML. */
export function forMarkdownCellCode(text: string): string {
  const line = forLine(text);
  if (!line.includes("\\|")) return forMarkdownCode(line).replaceAll("|", "\\|");
  return `<code>${line.replace(/[!-/:-@[-`{-~]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</code>`;
}

/** The text of a GitHub annotation. */
export function forAnnotation(text: string): string {
  return shown(text, /[\t\n\r]/)
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

/** A property of a GitHub annotation, such as its file. */
export function forAnnotationProperty(text: string): string {
  return forAnnotation(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/**
 * The name of a file that leaves us, in an archive or an upload: no path, nothing hidden, no sign that some system takes
 * for more than a sign, and at most 200 bytes long.
 */
export function forFileName(text: string): string {
  if (USUAL_NAME.test(text) && text.length <= MOST_NAME_BYTES) return text;
  const signs = text
    .toWellFormed()
    .normalize("NFC")
    .replace(UNSHOWABLE, "_")
    .replace(/[/\\:*?"<>|]/g, "_")
    .trim();
  const visible = signs.startsWith(".") ? `_${signs.slice(1)}` : signs;
  return cutName(visible) || "file";
}

const USUAL_NAME = /^[\w\u00c0-\u024f][\w \u00c0-\u024f.,()+-]*\.\w{2,4}$/;
const MOST_NAME_BYTES = 200;
const LONGEST_ENDING = 16;

/** The ending is kept, as it tells what the file is; points and blanks at the very end are taken away by some systems. */
function cutName(name: string): string {
  const point = name.lastIndexOf(".");
  const ending = point > 0 && name.length - point <= LONGEST_ENDING ? name.slice(point) : "";
  const stem = firstBytes(name.slice(0, name.length - ending.length), MOST_NAME_BYTES - utf8Length(ending));
  return withoutEnd(stem + ending);
}

function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && ". ".includes(name[end - 1] as string)) end--;
  return name.slice(0, end);
}

function firstBytes(text: string, most: number): string {
  let bytes = 0;
  let end = 0;
  for (const sign of text) {
    bytes += utf8Length(sign);
    if (bytes > most) break;
    end += sign.length;
  }
  return text.slice(0, end);
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** JSON that says the same, in characters that a terminal or a CI server takes for text. */
export function forJson(json: string): string {
  return json
    .replace(UNSHOWABLE, (sign) => (sign === "\n" || sign === "\t" ? sign : escaped(sign)))
    .replace(/##(?=\w*\[)/g, "#\\u0023");
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

function shown(text: string, but?: RegExp): string {
  return text.toWellFormed().replace(UNSHOWABLE, (sign) => (but?.test(sign) ? sign : "\ufffd"));
}
