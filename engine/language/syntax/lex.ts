import type { ILexingResult, IToken, Lexer as LexerType, TokenType } from "chevrotain";
import { Lexer } from "./chevrotain.ts";
import * as T from "./tokens.ts";

/**
 * One token of those that a right expression is made of, with what stands before it: blanks and comments, a name, a date,
 * a number, a text, a sign. Signs of other languages, and what begins like one, are none of them. A comment goes to the end
 * of its line: without saying so it would give back what could be read as a text.
 */
const USUAL = new RegExp(
  String.raw`(?:\s|#[^\n\r]*(?![^\n\r]))*(?:(${T.NAME})|(${T.DATE})|(${T.NUMBER})|(${T.TEXT})|(${signPattern()})|$)`,
  "y",
);

const WORDS = byWriting(T.KEYWORDS);
const SIGNS = byWriting(T.SIGNS);

/** Any sign of ours, not followed by what would make it the beginning of another one. */
function signPattern(): string {
  const [ours, foreign] = [T.SIGNS.map(T.writtenAs), T.FOREIGN_SIGNS.map(T.writtenAs)];
  const longestFirst = ours.toSorted((one, other) => other.length - one.length);
  const patterns = longestFirst.map((sign) => {
    const longer = foreign.filter((other) => other.startsWith(sign)).map((other) => other.slice(sign.length));
    return escaped(sign) + longer.map((rest) => `(?!${escaped(rest)})`).join("");
  });
  return patterns.join("|");
}

function escaped(sign: string): string {
  return sign.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

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

function byWriting(types: readonly TokenType[]): ReadonlyMap<string, TokenType> {
  return new Map(types.map((type) => [T.writtenAs(type), type]));
}
