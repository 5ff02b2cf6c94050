import { EmbeddedActionsParser, type IToken, type ParserMethod, type TokenType } from "chevrotain";
import { fromText } from "../value/decimal.ts";
import type { Arm, BinaryOp, Expr, Pattern, TemplateText } from "./ast.ts";
import * as T from "./tokens.ts";

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

const OPERATORS: ReadonlyMap<TokenType, BinaryOp> = new Map<TokenType, BinaryOp>([
  [T.Equal, "=="],
  [T.NotEqual, "!="],
  [T.Less, "<"],
  [T.AtMost, "<="],
  [T.Greater, ">"],
  [T.AtLeast, ">="],
]);

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

function beginsValue(type: TokenType): boolean {
  return VALUE_BEGINNINGS.includes(type);
}

/** After a complete case another value can only be the next case. */
function beginsCase(type: TokenType): boolean {
  return beginsValue(type) && ![T.Dot, T.OpenParen, T.OpenBracket, T.Is, T.Matches, T.For, T.By].includes(type);
}

function beginsPattern(type: TokenType): boolean {
  const literal = [T.True, T.False, T.NumberLiteral, T.Minus, T.TextLiteral, T.Identifier].includes(type);
  return literal || (type.CATEGORIES ?? []).includes(T.Identifier);
}

/**
 * Permissive: what a person forgets (`else`, a value, a name after a dot, `=>`) is noted and parsed around, since
 * Chevrotain's own recovery would lose the whole expression. The checker insists.
 */
export class ExpressionParser extends EmbeddedActionsParser {
  faults: GrammarFault[] = [];
  texts: DecodedTexts = new Map();
  readonly root: ParserMethod<[], Expr>;
  private readonly conditional: ParserMethod<[], Expr>;
  private readonly either: ParserMethod<[], Expr>;
  private readonly both: ParserMethod<[], Expr>;
  private readonly negation: ParserMethod<[], Expr>;
  private readonly comparison: ParserMethod<[], Expr>;
  private readonly coalesce: ParserMethod<[], Expr>;
  private readonly sum: ParserMethod<[], Expr>;
  private readonly product: ParserMethod<[], Expr>;
  private readonly sign: ParserMethod<[], Expr>;
  private readonly postfix: ParserMethod<[], Expr>;
  private readonly primary: ParserMethod<[], Expr>;
  private readonly argument: ParserMethod<[], Expr>;
  private readonly match: ParserMethod<[], Expr>;
  private readonly arm: ParserMethod<[], Arm>;
  private readonly pattern: ParserMethod<[], Pattern>;

  constructor(skipValidations: boolean) {
    super(T.TOKENS, { recoveryEnabled: true, skipValidations, maxLookahead: 1, nodeLocationTracking: "none" });
    const options = { recoveryValueFunc: () => this.hole() };

    this.root = this.RULE("expression", () => this.SUBRULE(this.conditional), options);

    this.conditional = this.RULE(
      "conditional",
      () => {
        const value = this.SUBRULE(this.either);
        let result: Expr = value;
        this.OPTION(() => {
          this.CONSUME(T.If);
          const condition = this.SUBRULE2(this.either);
          let otherwise: Expr | undefined;
          this.OPTION2(() => {
            this.CONSUME(T.Else);
            otherwise = this.SUBRULE(this.conditional);
          });
          this.OPTION3({
            GATE: () => otherwise === undefined && beginsCase(this.LA(1).tokenType),
            DEF: () => {
              this.ACTION(() => this.note("else-missing"));
              otherwise = this.SUBRULE2(this.conditional);
            },
          });
          result = { kind: "conditional", value, condition, otherwise, start: value.start, end: this.endHere() };
        });
        return result;
      },
      options,
    );

    this.either = this.RULE(
      "either",
      () => {
        let left = this.SUBRULE(this.both);
        this.MANY(() => {
          const op = this.CONSUME(T.Or);
          left = this.binary("or", left, op, this.SUBRULE2(this.both));
        });
        return left;
      },
      options,
    );

    this.both = this.RULE(
      "both",
      () => {
        let left = this.SUBRULE(this.negation);
        this.MANY(() => {
          const op = this.CONSUME(T.And);
          left = this.binary("and", left, op, this.SUBRULE2(this.negation));
        });
        return left;
      },
      options,
    );

    this.negation = this.RULE(
      "negation",
      () => {
        // Not by OR: what begins no value must reach `primary`, which notes it and goes on.
        if (!this.RECORDING_PHASE && this.LA(1).tokenType !== T.Not) return this.SUBRULE(this.comparison);
        return this.OR([
          {
            ALT: (): Expr => {
              const not = this.CONSUME(T.Not);
              const of = this.SUBRULE(this.negation);
              return { kind: "unary", op: "not", of, start: not.startOffset, end: this.endHere() };
            },
          },
          { ALT: () => this.SUBRULE(this.comparison) },
        ]);
      },
      options,
    );

    this.comparison = this.RULE(
      "comparison",
      () => {
        let left = this.SUBRULE(this.coalesce);
        this.MANY(() => {
          left = this.OR([
            {
              ALT: () => {
                const op = this.OR2([
                  { ALT: () => this.CONSUME(T.Equal) },
                  { ALT: () => this.CONSUME(T.NotEqual) },
                  { ALT: () => this.CONSUME(T.AtMost) },
                  { ALT: () => this.CONSUME(T.AtLeast) },
                  { ALT: () => this.CONSUME(T.Less) },
                  { ALT: () => this.CONSUME(T.Greater) },
                ]);
                return this.binary(OPERATORS.get(op.tokenType) ?? "==", left, op, this.SUBRULE2(this.coalesce));
              },
            },
            {
              ALT: () => {
                const op = this.CONSUME(T.In);
                return this.binary("in", left, op, this.SUBRULE3(this.coalesce));
              },
            },
            {
              ALT: (): Expr => {
                const not = this.CONSUME(T.Not);
                const op = this.CONSUME2(T.In);
                const of = this.binary("in", left, op, this.SUBRULE4(this.coalesce));
                return {
                  kind: "unary",
                  op: "not",
                  of,
                  start: Math.min(left.start, not.startOffset),
                  end: this.endHere(),
                };
              },
            },
            { ALT: () => this.isTest(left) },
            { ALT: () => this.matchesTest(left) },
          ]);
        });
        return left;
      },
      options,
    );

    this.coalesce = this.RULE(
      "coalesce",
      () => {
        let left = this.SUBRULE(this.sum);
        this.MANY(() => {
          const op = this.CONSUME(T.Coalesce);
          left = this.binary("??", left, op, this.SUBRULE2(this.sum));
        });
        return left;
      },
      options,
    );

    this.sum = this.RULE(
      "sum",
      () => {
        let left = this.SUBRULE(this.product);
        this.MANY(() => {
          const op = this.OR([{ ALT: () => this.CONSUME(T.Plus) }, { ALT: () => this.CONSUME(T.Minus) }]);
          left = this.binary(op.tokenType === T.Plus ? "+" : "-", left, op, this.SUBRULE2(this.product));
        });
        return left;
      },
      options,
    );

    this.product = this.RULE(
      "product",
      () => {
        let left = this.SUBRULE(this.sign);
        this.MANY(() => {
          const op = this.OR([{ ALT: () => this.CONSUME(T.Times) }, { ALT: () => this.CONSUME(T.Divide) }]);
          left = this.binary(op.tokenType === T.Times ? "*" : "/", left, op, this.SUBRULE2(this.sign));
        });
        return left;
      },
      options,
    );

    this.sign = this.RULE(
      "sign",
      () => {
        if (!this.RECORDING_PHASE && this.LA(1).tokenType !== T.Minus) return this.SUBRULE(this.postfix);
        return this.OR([
          {
            ALT: (): Expr => {
              const minus = this.CONSUME(T.Minus);
              const of = this.SUBRULE(this.sign);
              return { kind: "unary", op: "-", of, start: minus.startOffset, end: this.endHere() };
            },
          },
          { ALT: () => this.SUBRULE(this.postfix) },
        ]);
      },
      options,
    );

    this.postfix = this.RULE(
      "postfix",
      () => {
        let of = this.SUBRULE(this.primary);
        this.MANY(() => {
          of = this.OR([
            {
              ALT: (): Expr => {
                const dot = this.CONSUME(T.Dot);
                const name = this.OPTION(() => this.CONSUME(T.Word));
                this.ACTION(() => name ?? this.note("name-missing", dot));
                return {
                  kind: "field",
                  of,
                  name: name?.image ?? "",
                  nameStart: name?.startOffset ?? dot.startOffset,
                  start: of.start,
                  end: this.endHere(),
                };
              },
            },
            {
              ALT: (): Expr => {
                this.CONSUME(T.OpenBracket);
                const key = this.SUBRULE(this.conditional);
                this.CONSUME(T.CloseBracket);
                return { kind: "index", of, key, start: of.start, end: this.endHere() };
              },
            },
            { ALT: () => this.callOf(of) },
          ]);
        });
        return of;
      },
      options,
    );

    this.primary = this.RULE(
      "primary",
      (): Expr => {
        if (!this.RECORDING_PHASE && !beginsValue(this.LA(1).tokenType)) return this.missing();
        return this.OR([
          { ALT: () => this.number(this.CONSUME(T.NumberLiteral)) },
          { ALT: () => this.literal({ kind: "date", value: this.LA(1).image }, this.CONSUME(T.DateLiteral)) },
          { ALT: () => this.text(this.CONSUME(T.TextLiteral)) },
          { ALT: () => this.literal({ kind: "bool", value: true }, this.CONSUME(T.True)) },
          { ALT: () => this.literal({ kind: "bool", value: false }, this.CONSUME(T.False)) },
          { ALT: () => this.literal({ kind: "nothing", word: "omit" }, this.CONSUME(T.Omit)) },
          { ALT: () => this.literal({ kind: "nothing", word: "empty" }, this.CONSUME(T.Empty)) },
          { ALT: () => this.literal({ kind: "nothing", word: "null" }, this.CONSUME(T.Null)) },
          { ALT: () => this.SUBRULE(this.match) },
          { ALT: () => this.literal({ kind: "name", name: this.LA(1).image }, this.CONSUME(T.Identifier)) },
          { ALT: () => this.candidate() },
          { ALT: () => this.group() },
          { ALT: () => this.listLiteral() },
        ]);
      },
      options,
    );

    this.argument = this.RULE(
      "argument",
      () => {
        const value = this.SUBRULE(this.conditional);
        let result: Expr = value;
        this.OPTION(() => {
          this.CONSUME(T.For);
          const name = this.CONSUME(T.Identifier);
          this.CONSUME(T.In);
          const list = this.SUBRULE(this.either);
          const condition = this.OPTION2(() => {
            this.CONSUME(T.If);
            return this.SUBRULE2(this.either);
          });
          const by = this.OPTION3(() => {
            this.CONSUME(T.By);
            return this.SUBRULE3(this.either);
          });
          const place = { start: value.start, end: this.endHere() };
          result = {
            kind: "generator",
            value,
            name: name.image,
            nameStart: this.startOf(name),
            list,
            condition,
            by,
            ...place,
          };
        });
        return result;
      },
      options,
    );

    this.match = this.RULE(
      "matching",
      (): Expr => {
        const word = this.CONSUME(T.Match);
        const subject = this.SUBRULE(this.either);
        this.CONSUME(T.OpenBrace);
        const arms: Arm[] = [];
        this.MANY_SEP({ SEP: T.Comma, DEF: () => arms.push(this.SUBRULE(this.arm)) });
        this.CONSUME(T.CloseBrace);
        // A comma after the last arm leaves an arm without anything.
        const written = arms.filter((arm) => arm.end > arm.start);
        return { kind: "match", subject, arms: written, start: word.startOffset, end: this.endHere() };
      },
      options,
    );

    this.arm = this.RULE(
      "arm",
      (): Arm => {
        const start = this.startOf(this.LA(1));
        const patterns: Pattern[] = [];
        if (this.RECORDING_PHASE || this.LA(1).tokenType !== T.CloseBrace) {
          this.AT_LEAST_ONE_SEP({ SEP: T.Bar, DEF: () => patterns.push(this.SUBRULE(this.pattern)) });
          this.CONSUME(T.Arrow);
          const value = this.SUBRULE(this.conditional);
          return { patterns, value, start, end: this.endHere() };
        }
        return { patterns, value: this.hole(), start, end: start };
      },
      {
        recoveryValueFunc: (): Arm => ({
          patterns: [],
          value: this.hole(),
          start: this.endHere(),
          end: this.endHere() + 1,
        }),
      },
    );

    this.pattern = this.RULE(
      "pattern",
      (): Pattern => {
        if (!this.RECORDING_PHASE && !beginsPattern(this.LA(1).tokenType)) return this.missingPattern();
        return this.OR([
          { ALT: () => this.literal({ kind: "bool", value: true }, this.CONSUME(T.True)) },
          { ALT: () => this.literal({ kind: "bool", value: false }, this.CONSUME(T.False)) },
          { ALT: () => this.number(this.CONSUME(T.NumberLiteral)) },
          {
            ALT: () => {
              const minus = this.CONSUME(T.Minus);
              return this.number(this.CONSUME2(T.NumberLiteral), minus);
            },
          },
          { ALT: () => this.patternText(this.CONSUME(T.TextLiteral)) },
          { ALT: () => this.patternWord(this.CONSUME(T.Identifier)) },
        ]);
      },
      { recoveryValueFunc: () => this.hole() },
    );

    this.performSelfAnalysis();
  }

  private isTest(of: Expr): Expr {
    const is = this.CONSUME(T.Is);
    const not = this.OPTION3(() => this.CONSUME3(T.Not));
    const what = this.OPTION4(() => this.CONSUME(T.Word));
    this.ACTION(() => what ?? this.note("test-missing", not ?? is));
    return {
      kind: "is",
      of,
      not: not !== undefined,
      what: what?.image ?? "",
      whatStart: what?.startOffset ?? is.startOffset,
      start: of.start,
      end: this.endHere(),
    };
  }

  private matchesTest(of: Expr): Expr {
    const matches = this.CONSUME(T.Matches);
    const pattern = this.OPTION5(() => this.CONSUME(T.TextLiteral));
    this.ACTION(() => pattern ?? this.note("pattern-missing", matches));
    if (this.RECORDING_PHASE || pattern === undefined) return { ...this.hole(), start: of.start };
    const place = {
      patternStart: pattern.startOffset,
      patternEnd: pattern.startOffset + pattern.image.length,
      start: of.start,
      end: this.endHere(),
    };
    // In a pattern only \" is an escape: all else is the pattern's own.
    return { kind: "matches", of, pattern: pattern.image.slice(1, -1).replaceAll('\\"', '"'), ...place };
  }

  private callOf(of: Expr): Expr {
    const open = this.CONSUME(T.OpenParen);
    const args: Expr[] = [];
    this.MANY_SEP2({ SEP: T.Comma, DEF: () => args.push(this.SUBRULE(this.argument)) });
    this.CONSUME(T.CloseParen);
    const place = { start: of.start, end: this.endHere() };
    if (of.kind === "name") return { kind: "call", name: of.name, args, ...place };
    this.ACTION(() => this.note("call-on-value", open, of.kind === "field" ? of.name : ""));
    return { kind: "hole", ...place };
  }

  private group(): Expr {
    const open = this.CONSUME2(T.OpenParen);
    const inner = this.SUBRULE2(this.conditional);
    this.CONSUME2(T.CloseParen);
    // The parentheses belong to the expression, so that a caret under it shows them too.
    return { ...inner, start: open.startOffset, end: this.endHere() };
  }

  private listLiteral(): Expr {
    const open = this.CONSUME2(T.OpenBracket);
    const items: Expr[] = [];
    this.MANY_SEP({ SEP: T.Comma, DEF: () => items.push(this.SUBRULE3(this.conditional)) });
    this.CONSUME2(T.CloseBracket);
    return { kind: "list", items, start: open.startOffset, end: this.endHere() };
  }

  private candidate(): Expr {
    const dot = this.CONSUME(T.Dot);
    const name = this.OPTION(() => this.CONSUME2(T.Word));
    this.ACTION(() => name ?? this.note("name-missing", dot));
    return { kind: "candidate", name: name?.image ?? "", start: dot.startOffset, end: this.endHere() };
  }

  private missing(): Expr {
    this.ACTION(() => this.note("value-missing"));
    return this.hole();
  }

  private missingPattern(): Pattern {
    this.ACTION(() => this.note("value-missing"));
    return this.hole();
  }

  private number<E extends Expr | Pattern>(token: IToken, minus?: IToken): E {
    const text = (minus ? "-" : "") + token.image;
    const start = this.startOf(minus ?? token);
    return { kind: "number", value: fromText(text) ?? 0, text, start, end: this.endOf(token) } as E;
  }

  private literal<E extends object>(node: E, token: IToken): E & { start: number; end: number } {
    return { ...node, start: this.startOf(token), end: this.endOf(token) };
  }

  private text(token: IToken): Expr {
    return this.texts.get(token) ?? { kind: "text", value: "", start: this.startOf(token), end: this.endOf(token) };
  }

  private patternText(token: IToken): Pattern {
    const text = this.text(token);
    if (text.kind === "text") return text;
    this.ACTION(() => this.note("holes-unwanted", token));
    return { kind: "hole", start: text.start, end: text.end };
  }

  private patternWord(token: IToken): Pattern {
    const place = { start: this.startOf(token), end: this.endOf(token) };
    return token.image === "_" ? { kind: "any", ...place } : { kind: "word", word: token.image, ...place };
  }

  private binary(op: BinaryOp, left: Expr, token: IToken, right: Expr): Expr {
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

  /** Notes a fault at the next token, or at `at`. */
  private note(code: GrammarFault["code"], at?: IToken, found?: string): void {
    const next = at ?? this.LA(1);
    const start = this.startOf(next);
    const length = next.startOffset >= 0 ? next.image.length : 0;
    const before = this.LA(0);
    this.faults.push({ code, start, end: start + length, found: found ?? next.image, after: before?.image ?? "" });
  }

  private hole(): { readonly kind: "hole"; readonly start: number; readonly end: number } {
    const at = this.endHere();
    return { kind: "hole", start: at, end: at };
  }

  /** Where the last token ended. */
  private endHere(): number {
    return this.endOf(this.LA(0));
  }

  private endOf(token: IToken | undefined): number {
    if (token === undefined || !(token.startOffset >= 0)) return 0;
    return token.startOffset + token.image.length;
  }

  /** The end of the text has no offset of its own. */
  private startOf(token: IToken): number {
    return token.startOffset >= 0 ? token.startOffset : this.endHere();
  }
}
