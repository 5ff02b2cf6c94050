import type { ParserMethod, TokenType } from "chevrotain";
import type { Arm, BinaryOp, Expr, Pattern } from "./ast.ts";
import { beginsCase, beginsPattern, beginsValue } from "./beginnings.ts";
import { TokenReader } from "./token-reader.ts";
import * as T from "./tokens.ts";

export type { DecodedTexts, GrammarFault } from "./token-reader.ts";

type Rule<Node> = ParserMethod<[], Node>;

const COMPARISONS: ReadonlyMap<TokenType, BinaryOp> = new Map<TokenType, BinaryOp>([
  [T.Equal, "=="],
  [T.NotEqual, "!="],
  [T.Less, "<"],
  [T.AtMost, "<="],
  [T.Greater, ">"],
  [T.AtLeast, ">="],
]);

/**
 * The grammar of the language, from the whole to the parts: each production stands above what reads it, and all of them
 * together in docs/language.md. Number, Date, Text, Name and Word are tokens; a Word is any word at all, a Name one that
 * is no keyword.
 *
 * The rules are permissive: what a person forgets (`else`, a value, a name after a dot, `=>`) is noted and parsed around,
 * since Chevrotain's own recovery would lose the whole expression. A condition without `else` is left to the checker.
 */
export class ExpressionParser extends TokenReader {
  private readonly holeInstead = { recoveryValueFunc: () => this.hole() };

  /** One that does not recover ends at the first error and is quicker to build. */
  constructor(skipValidations: boolean, recovers = true) {
    super(skipValidations, recovers);
    this.performSelfAnalysis();
  }

  /**
   * Expression : Conditional
   */
  readonly root: Rule<Expr> = this.RULE("expression", () => this.SUBRULE(this.conditional), this.holeInstead);

  /**
   * Conditional : Either ( "if" Either "else" Conditional )?
   */
  private readonly conditional: Rule<Expr> = this.RULE(
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
    this.holeInstead,
  );

  /**
   * Either : Both ( "or" Both )*
   */
  private readonly either: Rule<Expr> = this.RULE(
    "either",
    () => {
      let left = this.SUBRULE(this.both);
      this.MANY(() => {
        const op = this.CONSUME(T.Or);
        left = this.binary("or", left, op, this.SUBRULE2(this.both));
      });
      return left;
    },
    this.holeInstead,
  );

  /**
   * Both : Negation ( "and" Negation )*
   */
  private readonly both: Rule<Expr> = this.RULE(
    "both",
    () => {
      let left = this.SUBRULE(this.negation);
      this.MANY(() => {
        const op = this.CONSUME(T.And);
        left = this.binary("and", left, op, this.SUBRULE2(this.negation));
      });
      return left;
    },
    this.holeInstead,
  );

  /**
   * Negation : "not" Negation | Comparison
   */
  private readonly negation: Rule<Expr> = this.RULE(
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
    this.holeInstead,
  );

  /**
   * Comparison : Coalesce ( Compared | Among | NotAmong | IsTest | MatchesTest )*
   *
   * Comparisons do not chain, which the checker says better than the grammar could.
   */
  private readonly comparison: Rule<Expr> = this.RULE(
    "comparison",
    () => {
      let left = this.SUBRULE(this.coalesce);
      this.MANY(() => {
        left = this.OR([
          { ALT: () => this.compared(left) },
          { ALT: () => this.among(left) },
          { ALT: () => this.notAmong(left) },
          { ALT: () => this.isTest(left) },
          { ALT: () => this.matchesTest(left) },
        ]);
      });
      return left;
    },
    this.holeInstead,
  );

  /**
   * Compared : ( "==" | "!=" | "<=" | ">=" | "<" | ">" ) Coalesce
   */
  private compared(left: Expr): Expr {
    const op = this.OR2([
      { ALT: () => this.CONSUME(T.Equal) },
      { ALT: () => this.CONSUME(T.NotEqual) },
      { ALT: () => this.CONSUME(T.AtMost) },
      { ALT: () => this.CONSUME(T.AtLeast) },
      { ALT: () => this.CONSUME(T.Less) },
      { ALT: () => this.CONSUME(T.Greater) },
    ]);
    return this.binary(COMPARISONS.get(op.tokenType) ?? "==", left, op, this.SUBRULE2(this.coalesce));
  }

  /**
   * Among : "in" Coalesce
   */
  private among(left: Expr): Expr {
    const op = this.CONSUME(T.In);
    return this.binary("in", left, op, this.SUBRULE3(this.coalesce));
  }

  /**
   * NotAmong : "not" "in" Coalesce
   */
  private notAmong(left: Expr): Expr {
    const not = this.CONSUME(T.Not);
    const op = this.CONSUME2(T.In);
    const of = this.binary("in", left, op, this.SUBRULE4(this.coalesce));
    return { kind: "unary", op: "not", of, start: Math.min(left.start, not.startOffset), end: this.endHere() };
  }

  /**
   * IsTest : "is" "not"? Word
   */
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

  /**
   * MatchesTest : "matches" Text
   */
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

  /**
   * Coalesce : Sum ( "??" Sum )*
   */
  private readonly coalesce: Rule<Expr> = this.RULE(
    "coalesce",
    () => {
      let left = this.SUBRULE(this.sum);
      this.MANY(() => {
        const op = this.CONSUME(T.Coalesce);
        left = this.binary("??", left, op, this.SUBRULE2(this.sum));
      });
      return left;
    },
    this.holeInstead,
  );

  /**
   * Sum : Product ( ( "+" | "-" ) Product )*
   */
  private readonly sum: Rule<Expr> = this.RULE(
    "sum",
    () => {
      let left = this.SUBRULE(this.product);
      this.MANY(() => {
        const op = this.OR([{ ALT: () => this.CONSUME(T.Plus) }, { ALT: () => this.CONSUME(T.Minus) }]);
        left = this.binary(op.tokenType === T.Plus ? "+" : "-", left, op, this.SUBRULE2(this.product));
      });
      return left;
    },
    this.holeInstead,
  );

  /**
   * Product : Signed ( ( "*" | "/" ) Signed )*
   */
  private readonly product: Rule<Expr> = this.RULE(
    "product",
    () => {
      let left = this.SUBRULE(this.signed);
      this.MANY(() => {
        const op = this.OR([{ ALT: () => this.CONSUME(T.Times) }, { ALT: () => this.CONSUME(T.Divide) }]);
        left = this.binary(op.tokenType === T.Times ? "*" : "/", left, op, this.SUBRULE2(this.signed));
      });
      return left;
    },
    this.holeInstead,
  );

  /**
   * Signed : "-" Signed | Postfix
   */
  private readonly signed: Rule<Expr> = this.RULE(
    "signed",
    () => {
      if (!this.RECORDING_PHASE && this.LA(1).tokenType !== T.Minus) return this.SUBRULE(this.postfix);
      return this.OR([
        {
          ALT: (): Expr => {
            const minus = this.CONSUME(T.Minus);
            const of = this.SUBRULE(this.signed);
            return { kind: "unary", op: "-", of, start: minus.startOffset, end: this.endHere() };
          },
        },
        { ALT: () => this.SUBRULE(this.postfix) },
      ]);
    },
    this.holeInstead,
  );

  /**
   * Postfix : ( Call | Primary ) ( Field | Index )*
   *
   * Read as a Primary with any number of fields, indexes and arguments: what is called and is no name is noted.
   */
  private readonly postfix: Rule<Expr> = this.RULE(
    "postfix",
    () => {
      let of = this.SUBRULE(this.primary);
      this.MANY(() => {
        of = this.OR([
          { ALT: () => this.fieldOf(of) },
          { ALT: () => this.indexOf(of) },
          { ALT: () => this.callOf(of) },
        ]);
      });
      return of;
    },
    this.holeInstead,
  );

  /**
   * Call : Name "(" ( Argument ( "," Argument )* )? ")"
   */
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

  /**
   * Argument : Conditional ( "for" Name "in" Either ( "if" Either )? ( "by" Either )? )?
   */
  private readonly argument: Rule<Expr> = this.RULE(
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
        const nameStart = this.startOf(name);
        result = { kind: "generator", value, name: name.image, nameStart, list, condition, by, ...place };
      });
      return result;
    },
    this.holeInstead,
  );

  /**
   * Field : "." Word
   */
  private fieldOf(of: Expr): Expr {
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
  }

  /**
   * Index : "[" Conditional "]"
   */
  private indexOf(of: Expr): Expr {
    this.CONSUME(T.OpenBracket);
    const key = this.SUBRULE(this.conditional);
    this.CONSUME(T.CloseBracket);
    return { kind: "index", of, key, start: of.start, end: this.endHere() };
  }

  /**
   * Primary : Number | Date | Text | "true" | "false" | "omit" | "empty" | "null"
   *         | Match | Name | Candidate | Group | List
   */
  private readonly primary: Rule<Expr> = this.RULE(
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
        { ALT: () => this.list() },
      ]);
    },
    this.holeInstead,
  );

  /**
   * Candidate : "." Word
   */
  private candidate(): Expr {
    const dot = this.CONSUME(T.Dot);
    const name = this.OPTION(() => this.CONSUME2(T.Word));
    this.ACTION(() => name ?? this.note("name-missing", dot));
    return { kind: "candidate", name: name?.image ?? "", start: dot.startOffset, end: this.endHere() };
  }

  /**
   * Group : "(" Conditional ")"
   */
  private group(): Expr {
    const open = this.CONSUME2(T.OpenParen);
    const inner = this.SUBRULE2(this.conditional);
    this.CONSUME2(T.CloseParen);
    // The parentheses belong to the expression, so that a caret under it shows them too.
    return { ...inner, start: open.startOffset, end: this.endHere() };
  }

  /**
   * List : "[" ( Conditional ( "," Conditional )* )? "]"
   */
  private list(): Expr {
    const open = this.CONSUME2(T.OpenBracket);
    const items: Expr[] = [];
    this.MANY_SEP({ SEP: T.Comma, DEF: () => items.push(this.SUBRULE3(this.conditional)) });
    this.CONSUME2(T.CloseBracket);
    return { kind: "list", items, start: open.startOffset, end: this.endHere() };
  }

  /**
   * Match : "match" Either "{" ( Arm ( "," Arm )* ","? )? "}"
   */
  private readonly match: Rule<Expr> = this.RULE(
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
    this.holeInstead,
  );

  /**
   * Arm : Pattern ( "|" Pattern )* "=>" Conditional
   */
  private readonly arm: Rule<Arm> = this.RULE(
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

  /**
   * Pattern : "true" | "false" | Number | "-" Number | Text | Name
   *
   * The name `_` stands for anything, and a text has no holes here.
   */
  private readonly pattern: Rule<Pattern> = this.RULE(
    "pattern",
    (): Pattern => {
      if (!this.RECORDING_PHASE && !beginsPattern(this.LA(1).tokenType)) return this.missing();
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
    this.holeInstead,
  );
}
