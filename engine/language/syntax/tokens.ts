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

/** `longer_alt`: or `install` would be read as `in` and `stall`. */
function keyword(word: string, alsoName = false): TokenType {
  const categories = alsoName ? [Identifier, Word] : [Word];
  return createToken({ name: word, pattern: word, longer_alt: Identifier, categories });
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

function sign(name: string, pattern: string): TokenType {
  return createToken({ name, pattern });
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

export const DateLiteral = createToken({ name: "DateLiteral", pattern: /\d{4}-\d{2}-\d{2}(?!\d)/ });
export const NumberLiteral = createToken({ name: "NumberLiteral", pattern: /\d+(?:\.\d+)?/ });
export const TextLiteral = createToken({ name: "TextLiteral", pattern: /"(?:[^"\\]|\\[\s\S])*"/ });

const White = createToken({ name: "White", pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });
const Comment = createToken({ name: "Comment", pattern: /#[^\n\r]*/, group: Lexer.SKIPPED });

// Habits from other languages: read as what was meant, and reported with the right spelling.
const Foreign = (name: string, pattern: RegExp | string) => createToken({ name, pattern });
const TripleEqual = Foreign("===", "===");
const NotTripleEqual = Foreign("!==", "!==");
const DoubleAnd = Foreign("&&", "&&");
const DoubleBar = Foreign("||", "||");
const Unequal = Foreign("<>", "<>");
const SafeDot = Foreign("?.", "?.");
const SingleEqual = Foreign("=", "=");
const Bang = Foreign("!", "!");
const SingleQuoted = Foreign("'…'", /'(?:[^'\\\n]|\\[\s\S])*'/);
/** A quote that never ends takes the rest, so that it is one fault and not many. */
export const OpenText = createToken({ name: "OpenText", pattern: /"(?:[^"\\]|\\[\s\S])*/ });

export const FOREIGN: ReadonlyMap<TokenType, { readonly meant: TokenType; readonly write: string }> = new Map([
  [TripleEqual, { meant: Equal, write: "==" }],
  [NotTripleEqual, { meant: NotEqual, write: "!=" }],
  [DoubleAnd, { meant: And, write: "and" }],
  [DoubleBar, { meant: Or, write: "or" }],
  [Unequal, { meant: NotEqual, write: "!=" }],
  [SafeDot, { meant: Dot, write: "." }],
  [SingleEqual, { meant: Equal, write: "==" }],
  [Bang, { meant: Not, write: "not" }],
  [SingleQuoted, { meant: TextLiteral, write: 'double quotes, "…"' }],
]);

// Order decides: longer signs before their beginnings, keywords before names.
export const TOKENS: TokenType[] = [
  White,
  Comment,
  DateLiteral,
  NumberLiteral,
  TextLiteral,
  OpenText,
  SingleQuoted,
  If,
  Else,
  And,
  Or,
  Not,
  Is,
  Matches,
  Match,
  In,
  For,
  By,
  True,
  False,
  Omit,
  Empty,
  Null,
  Identifier,
  Word,
  TripleEqual,
  NotTripleEqual,
  Arrow,
  Equal,
  NotEqual,
  Unequal,
  AtMost,
  AtLeast,
  Less,
  Greater,
  Coalesce,
  SafeDot,
  DoubleAnd,
  DoubleBar,
  SingleEqual,
  Bang,
  Plus,
  Minus,
  Times,
  Divide,
  Dot,
  Comma,
  Bar,
  OpenParen,
  CloseParen,
  OpenBracket,
  CloseBracket,
  OpenBrace,
  CloseBrace,
];
