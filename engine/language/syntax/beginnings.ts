import type { TokenType } from "chevrotain";
import * as T from "./tokens.ts";

const VALUE_BEGINNINGS: readonly TokenType[] = [
  T.NumberLiteral,
  T.DateLiteral,
  T.TextLiteral,
  T.True,
  T.False,
  T.Omit,
  T.Empty,
  T.Null,
  T.Match,
  T.Dot,
  T.OpenParen,
  T.OpenBracket,
  T.Identifier,
  T.Is,
  T.Matches,
  T.For,
  T.By,
];

export function beginsValue(type: TokenType): boolean {
  return VALUE_BEGINNINGS.includes(type);
}

/** After a complete case another value can only be the next case. */
export function beginsCase(type: TokenType): boolean {
  return beginsValue(type) && ![T.Dot, T.OpenParen, T.OpenBracket, T.Is, T.Matches, T.For, T.By].includes(type);
}

export function beginsPattern(type: TokenType): boolean {
  const literal = [T.True, T.False, T.NumberLiteral, T.Minus, T.TextLiteral].includes(type);
  return literal || T.isName(type);
}
