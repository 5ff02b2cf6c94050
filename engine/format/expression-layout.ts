import type { IToken } from "chevrotain";
import { lex } from "../language/syntax/lex.ts";
import { locatedText } from "../language/syntax/located-text.ts";
import { parseExpression } from "../language/syntax/parse.ts";
import {
  Arrow,
  CloseBrace,
  CloseBracket,
  CloseParen,
  Comma,
  Dot,
  Else,
  Identifier,
  If,
  Minus,
  NumberLiteral,
  OpenBrace,
  OpenBracket,
  OpenParen,
  TextLiteral,
} from "../language/syntax/tokens.ts";
import type { YamlScalar } from "../source/yaml-tree.ts";
import type { Edit } from "./edit.ts";

/** A column that would need more blanks than this is no table any more: nothing is put under each other. */
export const WIDEST_PADDING = 24;

/** One line of an expression: its tokens and how deep in brackets it begins. */
interface Line {
  readonly tokens: readonly IToken[];
  readonly depth: number;
}

/**
 * The canonical spacing of one expression: one space around operators, none inside parentheses, `if` and `=>` of lines
 * that belong together under each other. Line breaks and indents are the author's. Nothing is changed in an expression
 * that has a fault, a comment or folded lines.
 */
export function expressionEdits(scalar: YamlScalar): readonly Edit[] {
  const { text } = scalar;
  if (scalar.style !== "plain" && scalar.style !== "literal") return [];
  if (scalar.style === "plain" && scalar.span.source.text.slice(scalar.span.start, scalar.span.end).includes("\n"))
    return [];
  let faulty = false;
  parseExpression(locatedText(scalar), () => {
    faulty = true;
  });
  const { tokens } = lex(text);
  if (faulty || tokens.length === 0 || hasComment(text, tokens)) return [];
  const lines = linesOf(text, tokens);
  const gaps = new Map<IToken, number>();
  for (const { tokens: members } of lines) {
    for (const [index, token] of members.entries()) gaps.set(token, index === 0 ? 0 : gapBefore(members, index, text));
  }
  alignConditions(lines, gaps);
  alignArrows(lines, gaps);
  return lines.flatMap(({ tokens: members }) =>
    members.slice(1).map((token, index) => edit(scalar, members[index] as IToken, token, gaps.get(token) ?? 1)),
  );
}

/** The tokens of an expression as they mean, for the proof that only spaces have changed. */
export function tokensOf(text: string): string {
  return lex(text)
    .tokens.map(({ image }) => image)
    .join(" ");
}

function edit(scalar: YamlScalar, before: IToken, token: IToken, spaces: number): Edit {
  return {
    start: scalar.offsetAt(endOf(before) - 1) + 1,
    end: scalar.offsetAt(token.startOffset),
    text: " ".repeat(spaces),
  };
}

function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

function hasComment(text: string, tokens: readonly IToken[]): boolean {
  let at = 0;
  for (const token of tokens) {
    if (text.slice(at, token.startOffset).trim() !== "") return true;
    at = endOf(token);
  }
  return text.slice(at).trim() !== "";
}

function linesOf(text: string, tokens: readonly IToken[]): readonly Line[] {
  const lines: { tokens: IToken[]; depth: number }[] = [];
  let depth = 0;
  let at = 0;
  for (const token of tokens) {
    if (lines.length === 0 || text.slice(at, token.startOffset).includes("\n")) lines.push({ tokens: [], depth });
    lines.at(-1)?.tokens.push(token);
    depth += depthOf(token);
    at = endOf(token);
  }
  return lines;
}

function depthOf({ tokenType }: IToken): number {
  if (tokenType === OpenParen || tokenType === OpenBracket || tokenType === OpenBrace) return 1;
  return tokenType === CloseParen || tokenType === CloseBracket || tokenType === CloseBrace ? -1 : 0;
}

function gapBefore(tokens: readonly IToken[], index: number, text: string): number {
  const token = tokens[index] as IToken;
  const before = tokens[index - 1] as IToken;
  const type = token.tokenType;
  const previous = before.tokenType;
  if (type === Comma || type === CloseParen || type === CloseBracket) return 0;
  if (previous === OpenParen || previous === OpenBracket || previous === Dot) return 0;
  if (previous === Minus && isSign(tokens, index - 1)) return 0;
  if (type === Dot) return endsValue(before, tokens[index - 2]) ? 0 : 1;
  if (type !== OpenParen && type !== OpenBracket) return 1;
  if (!endsValue(before, tokens[index - 2])) return 1;
  // `for`, `by`, `is` and `matches` are names as well: what the author wrote says which is meant.
  return previous === Identifier || isNamed(before, tokens[index - 2]) || depthOf(before) < 0
    ? 0
    : Math.min(1, text.slice(endOf(before), token.startOffset).length);
}

function isNamed(_token: IToken, before: IToken | undefined): boolean {
  return before?.tokenType === Dot;
}

/** Whether something stands here that a dot, an index or a call may follow. */
function endsValue(token: IToken, before: IToken | undefined): boolean {
  const type = token.tokenType;
  if (before?.tokenType === Dot) return true;
  return (
    type === Identifier ||
    type === TextLiteral ||
    type === NumberLiteral ||
    type === CloseParen ||
    type === CloseBracket ||
    type === CloseBrace ||
    (type.CATEGORIES ?? []).includes(Identifier)
  );
}

/** A minus that belongs to the number behind it. */
function isSign(tokens: readonly IToken[], index: number): boolean {
  const before = tokens[index - 1];
  if (before === undefined) return true;
  return !endsValue(before, tokens[index - 2]);
}

/** `A if x`, `else B if y`, `else C` on lines of their own: each `if` in one column. */
function alignConditions(lines: readonly Line[], gaps: Map<IToken, number>): void {
  let chain: Line[] = [];
  const close = (): void => {
    if (chain.length > 1) alignTokens(chain, (line) => atDepth(line, If), gaps);
    chain = [];
  };
  for (const line of lines) {
    const continues = line.tokens[0]?.tokenType === Else && chain.length > 0 && chain[0]?.depth === line.depth;
    if (!continues) close();
    if (continues || atDepth(line, If) !== undefined) chain.push(line);
  }
  close();
}

/** The arms of a `match`, one a line: each `=>` in one column. */
function alignArrows(lines: readonly Line[], gaps: Map<IToken, number>): void {
  for (const group of Map.groupBy(
    lines.filter((line) => atDepth(line, Arrow) !== undefined),
    ({ depth }) => depth,
  ).values()) {
    if (group.length > 1) alignTokens(group, (line) => atDepth(line, Arrow), gaps);
  }
}

function alignTokens(
  lines: readonly Line[],
  find: (line: Line) => IToken | undefined,
  gaps: Map<IToken, number>,
): void {
  const found = lines.flatMap((line) => {
    const token = find(line);
    return token === undefined ? [] : [{ token, column: columnOf(line, token, gaps) }];
  });
  const widest = Math.max(...found.map(({ column }) => column));
  const narrowest = Math.min(...found.map(({ column }) => column));
  if (widest - narrowest > WIDEST_PADDING) return;
  for (const { token, column } of found) gaps.set(token, 1 + widest - column);
}

/** Where the token would begin with its gap closed, from the start of its line. */
function columnOf(line: Line, token: IToken, gaps: ReadonlyMap<IToken, number>): number {
  let column = 0;
  for (const each of line.tokens) {
    if (each === token) return column;
    column += (gaps.get(each) ?? 0) + each.image.length;
  }
  return column;
}

function atDepth({ tokens }: Line, type: typeof If): IToken | undefined {
  let depth = 0;
  for (const token of tokens) {
    if (depth === 0 && token.tokenType === type) return token;
    depth += depthOf(token);
  }
  return undefined;
}
