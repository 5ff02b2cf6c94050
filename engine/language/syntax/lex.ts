import type { ILexingResult, IToken, Lexer as LexerType, TokenType } from "chevrotain";
import { Lexer } from "./chevrotain.ts";
import * as T from "./tokens.ts";

/**
 * One token of those that a right expression is made of, with what stands before it: blanks and comments, a name, a date,
 * a number, a text, a sign. Signs of other languages, and what begins like one, are none of them. A comment goes to the end
 * of its line: without saying so it would give back what could be read as a text.
 */
const USUAL = new RegExp(
  String.raw`(?:\s+|#[^\n\r]*(?![^\n\r]))*(?:(${T.NAME})|(\d{4}-\d{2}-\d{2}(?!\d))|(\d+(?:\.\d+)?)|("(?:[^"\\]|\\[\s\S])*")|(=>|==(?!=)|!=(?!=)|<=|>=|<(?!>)|>|\?\?|\|(?!\|)|[-+*/.,()[\]{}])|$)`,
  "y",
);

const WORDS: ReadonlyMap<string, TokenType> = written(
  [T.If, T.Else, T.And, T.Or, T.Not, T.Is, T.Matches, T.Match, T.In, T.For, T.By],
  [T.True, T.False, T.Omit, T.Empty, T.Null],
);

const SIGNS: ReadonlyMap<string, TokenType> = written(
  [T.Arrow, T.Equal, T.NotEqual, T.AtMost, T.AtLeast, T.Less, T.Greater, T.Coalesce],
  [T.Plus, T.Minus, T.Times, T.Divide, T.Dot, T.Comma, T.Bar],
  [T.OpenParen, T.CloseParen, T.OpenBracket, T.CloseBracket, T.OpenBrace, T.CloseBrace],
);

let lexer: LexerType | undefined;

/** Chevrotain's lexer takes a while to build, so that it reads only what is not made of the usual tokens. */
export function lex(text: string): Pick<ILexingResult, "tokens" | "errors"> {
  const tokens = usualTokens(text);
  return tokens === undefined ? lexAny(text) : { tokens, errors: [] };
}

/** The same with Chevrotain's lexer, which knows every token and what is none. */
export function lexAny(text: string): ILexingResult {
  lexer ??= new Lexer(T.TOKENS, { positionTracking: "onlyOffset", skipValidations: true });
  return lexer.tokenize(text);
}

/** What Chevrotain's lexer would give, or undefined where the text has anything else. */
export function usualTokens(text: string): IToken[] | undefined {
  const tokens: IToken[] = [];
  USUAL.lastIndex = 0;
  while (USUAL.lastIndex < text.length) {
    const found = USUAL.exec(text);
    if (found === null) return undefined;
    const [, word, date, number, quoted, sign] = found;
    const image = word ?? date ?? number ?? quoted ?? sign;
    // Only blanks and comments were left.
    if (image === undefined) break;
    tokens.push(tokenOf(image, USUAL.lastIndex - image.length, typeOf(word, date, number, quoted, sign)));
  }
  return tokens;
}

function typeOf(word?: string, date?: string, number?: string, quoted?: string, sign?: string): TokenType {
  if (word !== undefined) return WORDS.get(word) ?? T.Identifier;
  if (date !== undefined) return T.DateLiteral;
  if (number !== undefined) return T.NumberLiteral;
  const type = quoted === undefined ? SIGNS.get(sign ?? "") : T.TextLiteral;
  if (type === undefined) throw new Error(`"${sign}" is no sign`);
  return type;
}

function tokenOf(image: string, startOffset: number, tokenType: TokenType): IToken {
  return { image, startOffset, tokenTypeIdx: tokenType.tokenTypeIdx ?? 0, tokenType };
}

function written(...types: readonly (readonly TokenType[])[]): ReadonlyMap<string, TokenType> {
  return new Map(types.flat().map((type) => [String(type.PATTERN), type]));
}
