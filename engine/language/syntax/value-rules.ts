import type { ParserMethod } from "chevrotain";
import type { Arm, Expr, Pattern } from "./ast.ts";
import { beginsPattern, beginsValue } from "./beginnings.ts";
import { TokenReader } from "./token-reader.ts";
import * as T from "./tokens.ts";

/** The rules for values: what stands between the operators. */
export abstract class ValueRules extends TokenReader {
  protected abstract readonly conditional: ParserMethod<[], Expr>;
  protected abstract readonly either: ParserMethod<[], Expr>;
  protected readonly postfix: ParserMethod<[], Expr>;
  private readonly primary: ParserMethod<[], Expr>;
  private readonly argument: ParserMethod<[], Expr>;
  private readonly match: ParserMethod<[], Expr>;
  private readonly arm: ParserMethod<[], Arm>;
  private readonly pattern: ParserMethod<[], Pattern>;

  constructor(skipValidations: boolean, recovers: boolean) {
    super(skipValidations, recovers);
    const options = { recoveryValueFunc: () => this.hole() };

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
}
