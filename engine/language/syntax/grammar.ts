import type { ParserMethod, TokenType } from "chevrotain";
import type { BinaryOp, Expr } from "./ast.ts";
import { beginsCase } from "./beginnings.ts";
import * as T from "./tokens.ts";
import { ValueRules } from "./value-rules.ts";

export type { DecodedTexts, GrammarFault } from "./token-reader.ts";

const OPERATORS: ReadonlyMap<TokenType, BinaryOp> = new Map<TokenType, BinaryOp>([
  [T.Equal, "=="],
  [T.NotEqual, "!="],
  [T.Less, "<"],
  [T.AtMost, "<="],
  [T.Greater, ">"],
  [T.AtLeast, ">="],
]);

/**
 * Permissive: what a person forgets (`else`, a value, a name after a dot, `=>`) is noted and parsed around, since
 * Chevrotain's own recovery would lose the whole expression. The checker insists.
 */
export class ExpressionParser extends ValueRules {
  readonly root: ParserMethod<[], Expr>;
  protected readonly conditional: ParserMethod<[], Expr>;
  protected readonly either: ParserMethod<[], Expr>;
  private readonly both: ParserMethod<[], Expr>;
  private readonly negation: ParserMethod<[], Expr>;
  private readonly comparison: ParserMethod<[], Expr>;
  private readonly coalesce: ParserMethod<[], Expr>;
  private readonly sum: ParserMethod<[], Expr>;
  private readonly product: ParserMethod<[], Expr>;
  private readonly sign: ParserMethod<[], Expr>;

  /** One that does not recover ends at the first error and is quicker to build. */
  constructor(skipValidations: boolean, recovers = true) {
    super(skipValidations, recovers);
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
}
