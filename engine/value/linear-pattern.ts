import { createRequire } from "node:module";
import type { RE2JS } from "re2js";
import type { PatternProblem } from "../source/pattern-problem.ts";

/** A regular expression that somebody wrote. Whatever it says, `test` takes time in proportion to the length of the text. */
export interface LinearPattern {
  readonly source: string;
  /** Whether it finds something in the text. Throws a `PatternFault` where the text is too long for it. */
  test(text: string): boolean;
}

/** Why a text is no pattern, and where in it: offsets into the text. */
export interface PatternRefusal {
  readonly facts: PatternProblem;
  readonly start: number;
  readonly end: number;
}

/** A text of which a pattern cannot say in reasonable time whether it fits. */
export class PatternFault extends Error {
  override readonly name = "PatternFault";
}

/** How often something may be repeated; the engine's own limit. */
const MOST_REPEATED = 1000;
/** How many steps a pattern may have when its repetitions are written out. */
export const LARGEST_PATTERN = 1000;
/** Steps of a pattern times characters of a text: less than a second even where each step is tried at each character. */
const MOST_WORK = 50_000_000;

/** Reads a pattern in the syntax of RE2. Never throws. */
export function linearPattern(source: string): LinearPattern | PatternRefusal {
  return plainPattern(source) ?? unsupported(source) ?? enginePattern(source);
}

export function isRefusal(pattern: LinearPattern | PatternRefusal): pattern is PatternRefusal {
  return "facts" in pattern;
}

const LITERAL = String.raw`[^\\^$.*+?()[\]{}|\ud800-\udfff]`;
const ESCAPED = String.raw`\\[\\^$.*+?()[\]{}|d]`;
const CLASS = String.raw`\[\^?[^\\^[\]&\ud800-\udfff]+\]`;
const ITEM = `(?:${LITERAL}|${ESCAPED}|${CLASS})`;
const COUNTED = String.raw`${ITEM}(?:\{\d{1,2}\})?`;
const REPEATED = String.raw`${ITEM}(?:[*+?]|\{\d{1,2},(?:\d{1,2})?\})`;
const PLAIN = new RegExp(String.raw`^(?:\^(?:${COUNTED})*${REPEATED})?(?:${COUNTED})*\$?$|^\^(?:${COUNTED})*\$?$`);

/**
 * Most patterns are characters one after the other, of which at most one is repeated, and then from the text's beginning. They
 * mean the same to both engines, and JavaScript's takes linear time for them and a thirtieth of the other's, which is not
 * even loaded.
 */
function plainPattern(source: string): LinearPattern | undefined {
  if (!PLAIN.test(source)) return undefined;
  try {
    return new RegExp(source, "u");
  } catch {
    return undefined;
  }
}

let loaded: typeof RE2JS | undefined;

/** Loaded at the first pattern that needs it. */
function engine(): typeof RE2JS {
  loaded ??= (createRequire(import.meta.url)("re2js") as typeof import("re2js")).RE2JS;
  return loaded;
}

function enginePattern(source: string): LinearPattern | PatternRefusal {
  const whole = { start: 0, end: source.length };
  let compiled: RE2JS;
  try {
    compiled = engine().compile(source);
  } catch (fault) {
    return explained(source, fault instanceof Error ? fault.message : String(fault));
  }
  const size = compiled.programSize();
  if (size > LARGEST_PATTERN) return { facts: { problem: "too-large", size, limit: LARGEST_PATTERN }, ...whole };
  const longest = Math.floor(MOST_WORK / size);
  return {
    source,
    test(text) {
      if (text.length > longest)
        throw new PatternFault(`the text has ${text.length} characters; this pattern looks at ${longest} at most`);
      return compiled.test(text);
    },
  };
}

/** What no engine can do in linear time, and what is written otherwise here: the first that the pattern has. */
function unsupported(source: string): PatternRefusal | undefined {
  for (const { 0: written, index, groups } of source.matchAll(PARTS)) {
    const place = { start: index, end: index + written.length };
    if (groups?.["around"] !== undefined) return { facts: { problem: "looks-around", written }, ...place };
    if (groups?.["back"] !== undefined) return { facts: { problem: "refers-back", written }, ...place };
    const point = groups?.["point"];
    if (point !== undefined) return { facts: { problem: "escape-unknown", written, right: `\\x{${point}}` }, ...place };
  }
  return undefined;
}

/** What is escaped and what stands in a class is passed over as one part. */
const PARTS =
  /(?<around>\(\?<?[=!])|(?<back>\\(?:[1-9]|k<[^>]*>?))|\\u\{?(?<point>[0-9A-Fa-f]{1,6})\}?|\\[\s\S]|\[\^?\]?(?:[^\\\]]|\\[\s\S])*/g;

/** The engine's words end with the part that it means, in grave accents. */
const WORDS = /^error parsing regexp: ([^:`]*)(?:: `([\s\S]*)`)?$/;

function explained(source: string, message: string): PatternRefusal {
  const [, words = message, written = ""] = WORDS.exec(message) ?? [];
  const found = written === "" ? -1 : source.lastIndexOf(written);
  const place = found < 0 ? { start: 0, end: source.length } : { start: found, end: found + written.length };
  return { facts: problemOf(words.trim(), written), ...place };
}

function problemOf(words: string, written: string): PatternProblem {
  if (words === "invalid escape sequence") return { problem: "escape-unknown", written, right: undefined };
  if (words === "invalid character class range" && /^\\p/i.test(written)) return { problem: "class-unknown", written };
  const times = /^\{(\d+)(?:,(\d*))?\}$/.exec(written);
  if (times !== null && !(Number(times[2] || times[1]) < Number(times[1])))
    return { problem: "repeated-too-often", written, limit: MOST_REPEATED };
  return { problem: "unread", words };
}
