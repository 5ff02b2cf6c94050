import type { IToken, TokenType } from "chevrotain";
import { fromText } from "../../value/decimal.ts";
import type { BinaryOp, Expr, Hole, Pattern, TemplateText } from "./ast.ts";
import { defaultParserErrorProvider, EmbeddedActionsParser } from "./chevrotain.ts";
import { Identifier, NumberLiteral, TOKENS, writtenAs } from "./tokens.ts";

/** What the parser noted by itself; offsets into the text. `parse.ts` makes sentences of it. */
export interface GrammarFault {
  readonly code:
    | "else-missing"
    | "value-missing"
    | "name-missing"
    | "test-missing"
    | "pattern-missing"
    | "call-on-value"
    | "holes-unwanted";
  readonly start: number;
  readonly end: number;
  readonly found: string;
  readonly after: string;
}

/** The texts of one cell, decoded before the cell is parsed: the parser is not re-entrant. */
export type DecodedTexts = ReadonlyMap<IToken, Extract<Expr, { kind: "text" }> | TemplateText>;

/** Where a token is missing the message is that token and nothing else, as one shows it to a person. */
const MISSING = {
  ...defaultParserErrorProvider,
  buildMismatchTokenMessage: ({ expected }: { expected: TokenType }): string => {
    if (expected === Identifier) return "a name";
    return expected === NumberLiteral ? "a number" : writtenAs(expected);
  },
};

/** What the productions of the grammar share: nodes of tokens, places, and faults that the parser goes on after. */
export abstract class TokenReader extends EmbeddedActionsParser {
  faults: GrammarFault[] = [];
  texts: DecodedTexts = new Map();

  constructor(skipValidations: boolean, recovers: boolean) {
    super(TOKENS, { recoveryEnabled: recovers, skipValidations, maxLookahead: 1, errorMessageProvider: MISSING });
  }

  protected number<E extends Expr | Pattern>(token: IToken, minus?: IToken): E {
    const text = (minus ? "-" : "") + token.image;
    const start = this.startOf(minus ?? token);
    return { kind: "number", value: fromText(text) ?? 0, text, start, end: this.endOf(token) } as E;
  }

  protected literal<E extends object>(node: E, token: IToken): E & { start: number; end: number } {
    return { ...node, start: this.startOf(token), end: this.endOf(token) };
  }

  protected text(token: IToken): Expr {
    return this.texts.get(token) ?? { kind: "text", value: "", start: this.startOf(token), end: this.endOf(token) };
  }

  protected patternText(token: IToken): Pattern {
    const text = this.text(token);
    if (text.kind === "text") return text;
    this.ACTION(() => this.note("holes-unwanted", token));
    return { kind: "hole", start: text.start, end: text.end };
  }

  protected patternWord(token: IToken): Pattern {
    const place = { start: this.startOf(token), end: this.endOf(token) };
    return token.image === "_" ? { kind: "any", ...place } : { kind: "word", word: token.image, ...place };
  }

  protected binary(op: BinaryOp, left: Expr, token: IToken, right: Expr): Expr {
    return {
      kind: "binary",
      op,
      left,
      right,
      opStart: token.startOffset,
      start: left.start,
      end: Math.max(this.endHere(), right.end),
    };
  }

  protected note(code: GrammarFault["code"], at?: IToken, found?: string): void {
    const next = at ?? this.LA(1);
    const start = this.startOf(next);
    const length = next.startOffset >= 0 ? next.image.length : 0;
    const before = this.LA(0);
    this.faults.push({ code, start, end: start + length, found: found ?? next.image, after: before?.image ?? "" });
  }

  /** The gap where a value or a pattern should be. */
  protected missing(): Hole {
    this.ACTION(() => this.note("value-missing"));
    return this.hole();
  }

  protected hole(): Hole {
    const at = this.endHere();
    return { kind: "hole", start: at, end: at };
  }

  protected endHere(): number {
    return this.endOf(this.LA(0));
  }

  protected endOf(token: IToken | undefined): number {
    if (token === undefined || !(token.startOffset >= 0)) return 0;
    return token.startOffset + token.image.length;
  }

  protected startOf(token: IToken): number {
    return token.startOffset >= 0 ? token.startOffset : this.endHere();
  }
}
