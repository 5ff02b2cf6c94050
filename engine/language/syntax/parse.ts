import type { ILexingError, IRecognitionException, IToken } from "chevrotain";
import type { Report } from "../../source/diagnostic.ts";
import { childrenOf, type Expr, type TemplateText } from "./ast.ts";
import { decodeText } from "./decode-text.ts";
import { type DecodedTexts, ExpressionParser, type GrammarFault } from "./grammar.ts";
import { lex } from "./lex.ts";
import { type LocatedText, slice } from "./located-text.ts";
import { plainExpression } from "./plain-expression.ts";
import {
  CloseBrace,
  CloseBracket,
  CloseParen,
  Else,
  FOREIGN,
  For,
  If,
  Matches,
  Minus,
  Not,
  OpenBrace,
  OpenBracket,
  OpenParen,
  OpenText,
  TextLiteral,
  writtenAs,
} from "./tokens.ts";

/** A cell is a line of a table, not a program. Both are reported; neither can exhaust the stack. */
export const LONGEST = 10_000;
export const DEEPEST = 100;

let strictParser: ExpressionParser | undefined;
let tolerantParser: ExpressionParser | undefined;

/** Reads one expression. Never throws: what cannot be read is reported and becomes a hole, which makes no second error. */
export function parseExpression(text: LocatedText, report: Report): Expr {
  return plainExpression(text.text) ?? parseAnyExpression(text, report);
}

/** The same with the parser alone, which knows the whole language and every fault. */
export function parseAnyExpression(text: LocatedText, report: Report): Expr {
  if (text.text.length > LONGEST) {
    report("expression-too-long", text.span(0, text.text.length), { length: text.text.length, limit: LONGEST });
    return hole(text);
  }
  const { tokens, errors } = lex(text.text);
  reportLexing(errors, text, report);
  const read = tokens.map((token) => withoutHabits(token, text, report));
  if (read.length === 0) {
    if (errors.length === 0) report("expression-empty", text.span(0, text.text.length), {});
    return hole(text);
  }
  const [first] = read;
  if (first?.tokenType === If) {
    report("condition-first", text.span(first.startOffset, first.startOffset + 2), {});
    return hole(text);
  }
  if (nesting(read) > DEEPEST) return tooDeep(text, report);
  // What the lexer could not read leaves a gap; what the parser says of the gap is no news.
  const expr = parsedOr(read, text, errors.length === 0 ? report : withoutLeftovers(report));
  if (expr === undefined) return tooDeep(text, report);
  // No tree is deeper than its text is long.
  return text.text.length > DEEPEST * 2 && isDeeperThan(expr, DEEPEST * 2) ? tooDeep(text, report) : expr;
}

/** Reads a text with `{holes}`; `{{` and `}}` are braces. */
export function parseTemplate(text: LocatedText, report: Report): TemplateText {
  const decoded = decodeText(text, report, parseExpression, "plain");
  const parts = decoded.kind === "text" ? (decoded.value === "" ? [] : [decoded.value]) : decoded.parts;
  return { kind: "template", parts, start: 0, end: text.text.length };
}

/** Undefined where the nesting that nobody counted is too much for the parser: what is left out between, say. */
function parsedOr(tokens: IToken[], text: LocatedText, report: Report): Expr | undefined {
  try {
    return parseTokens(tokens, text, report);
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    // What the parser was in the middle of is not gone through again.
    strictParser = undefined;
    tolerantParser = undefined;
    return undefined;
  }
}

function parseTokens(tokens: IToken[], text: LocatedText, report: Report): Expr {
  const texts = new Map<IToken, ReturnType<typeof decodeText>>();
  tokens.forEach((token, index) => {
    if (token.tokenType !== TextLiteral || tokens[index - 1]?.tokenType === Matches) return;
    const inner = slice(text, token.startOffset + 1, token.startOffset + token.image.length - 1);
    const place = { start: token.startOffset, end: token.startOffset + token.image.length };
    const decoded = decodeText(inner, report, parseExpression, "escaped", token.startOffset + 1);
    texts.set(token, { ...decoded, ...place });
  });
  strictParser ??= new ExpressionParser(true, false);
  const read = readBy(strictParser, tokens, texts);
  if (read !== undefined && strictParser.faults.length + strictParser.errors.length === 0) return read;
  tolerantParser ??= new ExpressionParser(true);
  const recovered = readBy(tolerantParser, tokens, texts);
  reportParsing(tolerantParser, text, report);
  const alone = tolerantParser.errors.some((error) => error.token.tokenType === For);
  return recovered === undefined || alone ? hole(text) : recovered;
}

/** Undefined where the parser cannot make anything of it. What it complains of stays with the parser until it reads again. */
function readBy(parser: ExpressionParser, tokens: IToken[], texts: DecodedTexts): Expr | undefined {
  parser.input = tokens;
  parser.faults = [];
  parser.texts = texts;
  return parser.root();
}

/** Each cascade after the first in one place says the same thing again. */
function reportParsing({ faults, errors }: ExpressionParser, text: LocatedText, report: Report): void {
  const places = new Set<number>();
  for (const fault of faults) {
    if (!places.has(fault.start)) reportFault(fault, text, report);
    places.add(fault.start);
  }
  for (const error of errors) {
    const start = startOf(error.token, text);
    if (!places.has(start)) reportError(error, start, text, report);
    places.add(start);
  }
}

function withoutLeftovers(report: Report): Report {
  return (code, span, facts, options) => {
    if (code !== "leftover") report(code, span, facts, options);
  };
}

function reportLexing(errors: readonly ILexingError[], text: LocatedText, report: Report): void {
  for (const error of errors) {
    const found = text.text.slice(error.offset, error.offset + error.length);
    report("character-unknown", text.span(error.offset, error.offset + error.length), { found });
  }
}

/** `&&`, `=`, `'text'` and the like are read as what they mean elsewhere, and reported once each. */
function withoutHabits(token: IToken, text: LocatedText, report: Report): IToken {
  const end = token.startOffset + token.image.length;
  if (token.tokenType === OpenText) {
    report("text-open", text.span(token.startOffset, end), {});
    return { ...token, image: `${token.image}"`, tokenType: TextLiteral, tokenTypeIdx: TextLiteral.tokenTypeIdx ?? 0 };
  }
  const meant = FOREIGN.get(token.tokenType);
  if (meant === undefined) return token;
  const quoted = meant === TextLiteral;
  report("sign-foreign", text.span(token.startOffset, end), {
    found: quoted ? "single quotes" : `\`${token.image}\``,
    write: quoted ? 'double quotes, "…"' : `\`${writtenAs(meant)}\``,
  });
  const image = quoted ? `"${token.image.slice(1, -1)}"` : writtenAs(meant);
  return { ...token, image, tokenType: meant, tokenTypeIdx: meant.tokenTypeIdx ?? 0 };
}

function reportFault(fault: GrammarFault, text: LocatedText, report: Report): void {
  const span = text.span(fault.start, fault.end);
  if (fault.code === "value-missing") report("value-missing", span, { found: fault.found, after: fault.after });
  else if (fault.code === "call-on-value") report("call-on-value", span, { name: fault.found });
  else if (fault.code === "else-missing") report("sign-missing", span, { missing: "else", found: fault.found });
  else report(fault.code, span, {});
}

function reportError(error: IRecognitionException, start: number, text: LocatedText, report: Report): void {
  const span = text.span(start, start + error.token.image.length);
  const found = error.token.image;
  if (error.name === "MismatchedTokenException") {
    report("sign-missing", span, { missing: error.message, found });
    return;
  }
  if (error.token.tokenType === For) report("generator-outside", span, {});
  else report("leftover", span, { found });
}

/** How deep the parser will go: brackets, `else` chains and prefixes each recurse. */
function nesting(tokens: readonly IToken[]): number {
  let open = 0;
  let chain = 0;
  let prefixes = 0;
  let deepest = 0;
  for (const { tokenType } of tokens) {
    if (tokenType === OpenParen || tokenType === OpenBracket || tokenType === OpenBrace) open++;
    if (tokenType === CloseParen || tokenType === CloseBracket || tokenType === CloseBrace) open--;
    if (tokenType === Else || tokenType === If) chain += 0.5;
    prefixes = tokenType === Not || tokenType === Minus ? prefixes + 1 : 0;
    deepest = Math.max(deepest, open + chain + prefixes);
  }
  return deepest;
}

/** By loop, not recursion: a long `a + a + a …` is a deep tree that the parser made without recursion. */
function isDeeperThan(expr: Expr, limit: number): boolean {
  let level: readonly Expr[] = [expr];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}

function tooDeep(text: LocatedText, report: Report): Expr {
  report("expression-too-deep", text.span(0, text.text.length), { limit: DEEPEST });
  return hole(text);
}

function hole(text: LocatedText): Expr {
  return { kind: "hole", start: 0, end: text.text.length };
}

function startOf(token: IToken, text: LocatedText): number {
  return token.startOffset >= 0 ? token.startOffset : text.text.trimEnd().length;
}
