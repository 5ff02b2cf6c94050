import type { TokenType } from "chevrotain";
import { createToken, Lexer } from "./chevrotain.ts";

// Explicit ranges instead of \p{L}: the lexer rebuilds patterns without the u flag, and names would fall apart.
const LETTER = "A-Za-z_À-ÖØ-öø-ɏ";
/** The source of a pattern: what a name is written like, here and wherever else one is read. */
export const NAME = `[${LETTER}][${LETTER}0-9]*`;

/** Every word, also after a dot, where keywords are plain names. */
export const Word = createToken({ name: "Word", pattern: Lexer.NA });
export const Identifier = createToken({
  name: "Identifier",
  pattern: new RegExp(NAME),
  categories: [Word],
});

const keywords: TokenType[] = [];
/** Every keyword, in an order that tells `matches` from `match`. Some are names too where none is meant. */
export const KEYWORDS: readonly TokenType[] = keywords;

/** `longer_alt`: or `install` would be read as `in` and `stall`. */
function keyword(word: string, alsoName = false): TokenType {
  const categories = alsoName ? [Identifier, Word] : [Word];
  const type = createToken({ name: word, pattern: word, longer_alt: Identifier, categories });
  keywords.push(type);
  return type;
}

export function isName(type: TokenType): boolean {
  return type === Identifier || (type.CATEGORIES ?? []).includes(Identifier);
}

/** A keyword or a sign as it is written. */
export function writtenAs(type: TokenType): string {
  return String(type.PATTERN);
}

export const If = keyword("if");
export const Else = keyword("else");
export const And = keyword("and");
export const Or = keyword("or");
export const Not = keyword("not");
export const In = keyword("in");
export const Is = keyword("is", true);
export const Matches = keyword("matches", true);
export const Match = keyword("match");
export const For = keyword("for", true);
export const By = keyword("by", true);
export const True = keyword("true");
export const False = keyword("false");
export const Omit = keyword("omit");
export const Empty = keyword("empty");
export const Null = keyword("null");

const signs: TokenType[] = [];
export const SIGNS: readonly TokenType[] = signs;

function sign(name: string, written: string): TokenType {
  const type = createToken({ name, pattern: written });
  signs.push(type);
  return type;
}

export const Arrow = sign("Arrow", "=>");
export const Equal = sign("Equal", "==");
export const NotEqual = sign("NotEqual", "!=");
export const AtMost = sign("AtMost", "<=");
export const AtLeast = sign("AtLeast", ">=");
export const Less = sign("Less", "<");
export const Greater = sign("Greater", ">");
export const Coalesce = sign("Coalesce", "??");
export const Plus = sign("Plus", "+");
export const Minus = sign("Minus", "-");
export const Times = sign("Times", "*");
export const Divide = sign("Divide", "/");
export const Dot = sign("Dot", ".");
export const Comma = sign("Comma", ",");
export const Bar = sign("Bar", "|");
export const OpenParen = sign("OpenParen", "(");
export const CloseParen = sign("CloseParen", ")");
export const OpenBracket = sign("OpenBracket", "[");
export const CloseBracket = sign("CloseBracket", "]");
export const OpenBrace = sign("OpenBrace", "{");
export const CloseBrace = sign("CloseBrace", "}");

/** The sources of the literals' patterns. */
export const DATE = String.raw`\d{4}-\d{2}-\d{2}(?!\d)`;
export const NUMBER = String.raw`\d+(?:\.\d+)?`;
export const TEXT = String.raw`"(?:[^"\\]|\\[\s\S])*"`;

export const DateLiteral = createToken({ name: "DateLiteral", pattern: new RegExp(DATE) });
export const NumberLiteral = createToken({ name: "NumberLiteral", pattern: new RegExp(NUMBER) });
// Sticky, as the lexer has them all: from anywhere else a text that is never closed would be looked for at each quote.
export const TextLiteral = createToken({ name: "TextLiteral", pattern: new RegExp(TEXT, "y") });

const White = createToken({ name: "White", pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });
const Comment = createToken({ name: "Comment", pattern: /#[^\n\r]*/, group: Lexer.SKIPPED });

/** A quote that never ends takes the rest, so that it is one fault and not many. */
export const OpenText = createToken({ name: "OpenText", pattern: /"(?:[^"\\]|\\[\s\S])*/ });

function foreign(written: string): TokenType {
  return createToken({ name: written, pattern: written });
}

const SingleQuoted = createToken({
  name: "'…'",
  pattern: singleQuoted(),
  start_chars_hint: ["'"],
  line_breaks: true,
});

/** Quotes within one that is never closed are escaped ones, and open nothing either: they are not looked at again. */
function singleQuoted(): (text: string, offset: number) => [string] | null {
  const opened = /'(?:[^'\\\n]|\\[\s\S])*/y;
  let unclosed = { text: "", start: 0, end: 0 };
  return (text, offset) => {
    if (offset > unclosed.start && offset < unclosed.end && text === unclosed.text) return null;
    opened.lastIndex = offset;
    if (!opened.test(text)) return null;
    const end = opened.lastIndex;
    if (text[end] === "'") return [text.slice(offset, end + 1)];
    unclosed = { text, start: offset, end };
    return null;
  };
}

/** Habits from other languages: read as what was meant, and reported with the right spelling. */
export const FOREIGN: ReadonlyMap<TokenType, TokenType> = new Map([
  [foreign("==="), Equal],
  [foreign("!=="), NotEqual],
  [foreign("&&"), And],
  [foreign("||"), Or],
  [foreign("<>"), NotEqual],
  [foreign("?."), Dot],
  [foreign("="), Equal],
  [foreign("!"), Not],
  [SingleQuoted, TextLiteral],
]);

export const FOREIGN_SIGNS: readonly TokenType[] = [...FOREIGN.keys()].filter((type) => type !== SingleQuoted);

/** Longer signs before those that they begin with. */
function byLength(types: readonly TokenType[]): TokenType[] {
  return types.toSorted((one, other) => writtenAs(other).length - writtenAs(one).length);
}

// Order decides: keywords before names.
export const TOKENS: TokenType[] = [
  White,
  Comment,
  DateLiteral,
  NumberLiteral,
  TextLiteral,
  OpenText,
  SingleQuoted,
  ...KEYWORDS,
  Identifier,
  Word,
  ...byLength([...SIGNS, ...FOREIGN_SIGNS]),
];
