import type { Decimal } from "../../value/value.ts";

/** `start` and `end` are offsets into the text that was parsed. */
export interface Located {
  readonly start: number;
  readonly end: number;
}

export type Expr =
  | Hole
  | Literal
  | NothingWord
  | Name
  | Candidate
  | FieldAccess
  | Index
  | Call
  | Generator
  | Unary
  | Binary
  | Is
  | Matches
  | ListLiteral
  | Conditional
  | Match
  | TemplateText;

/** What could not be read; it has been reported already. */
export interface Hole extends Located {
  readonly kind: "hole";
}

export type Literal = Located &
  (
    | { readonly kind: "bool"; readonly value: boolean }
    | { readonly kind: "number"; readonly value: Decimal; readonly text: string }
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "date"; readonly value: string }
  );

/** `omit` leaves the target alone, `empty` clears it. */
export interface NothingWord extends Located {
  readonly kind: "nothing";
  readonly word: "omit" | "empty" | "null";
}

export interface Name extends Located {
  readonly kind: "name";
  readonly name: string;
}

/** `.field`: a field of the record looked for; only in look-ups. */
export interface Candidate extends Located {
  readonly kind: "candidate";
  readonly name: string;
}

export interface FieldAccess extends Located {
  readonly kind: "field";
  readonly of: Expr;
  /** Empty where nothing follows the dot (reported). */
  readonly name: string;
  readonly nameStart: number;
}

export interface Index extends Located {
  readonly kind: "index";
  readonly of: Expr;
  readonly key: Expr;
}

export interface Call extends Located {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expr[];
}

/** `value for name in list if condition by key`; only as an argument. */
export interface Generator extends Located {
  readonly kind: "generator";
  readonly value: Expr;
  readonly name: string;
  readonly nameStart: number;
  readonly list: Expr;
  readonly condition: Expr | undefined;
  readonly by: Expr | undefined;
}

export interface Unary extends Located {
  readonly kind: "unary";
  readonly op: "-" | "not";
  readonly of: Expr;
}

export type ArithmeticOp = "+" | "-" | "*" | "/";
export type ComparisonOp = "==" | "!=" | "<" | "<=" | ">" | ">=";
export type BinaryOp = ArithmeticOp | ComparisonOp | "and" | "or" | "??" | "in";

export interface Binary extends Located {
  readonly kind: "binary";
  readonly op: BinaryOp;
  readonly left: Expr;
  readonly right: Expr;
  readonly opStart: number;
}

export interface Is extends Located {
  readonly kind: "is";
  readonly of: Expr;
  readonly not: boolean;
  readonly what: string;
  readonly whatStart: number;
}

export interface Matches extends Located {
  readonly kind: "matches";
  readonly of: Expr;
  readonly pattern: string;
  readonly patternStart: number;
  readonly patternEnd: number;
}

export interface ListLiteral extends Located {
  readonly kind: "list";
  readonly items: readonly Expr[];
}

/** `value if condition else otherwise`; without `else` the checker reports it. */
export interface Conditional extends Located {
  readonly kind: "conditional";
  readonly value: Expr;
  readonly condition: Expr;
  readonly otherwise: Expr | undefined;
}

export interface Match extends Located {
  readonly kind: "match";
  readonly subject: Expr;
  readonly arms: readonly Arm[];
}

export interface Arm extends Located {
  readonly patterns: readonly Pattern[];
  readonly value: Expr;
}

/** `any` is `_`. */
export type Pattern = Located &
  (
    | { readonly kind: "any" }
    | { readonly kind: "word"; readonly word: string }
    | Extract<Expr, { kind: "bool" | "number" | "text" }>
    | Hole
  );

/** A text with holes: texts and expressions by turns. */
export interface TemplateText extends Located {
  readonly kind: "template";
  readonly parts: readonly (string | Expr)[];
}

export type LookupExpr = Located &
  (
    | { readonly kind: "hole" }
    | {
        readonly kind: "records";
        /** `first` and none: one record; `all`: a list. */
        readonly want: "one" | "first" | "all";
        readonly record: string;
        readonly recordStart: number;
        readonly recordEnd: number;
        readonly by: Expr | undefined;
      }
    | {
        readonly kind: "linked";
        readonly of: Expr;
        readonly register: string;
        readonly registerStart: number;
        readonly registerEnd: number;
      }
    | {
        readonly kind: "document";
        readonly document: string;
        readonly documentStart: number;
        readonly documentEnd: number;
      }
  );

/** The expressions directly inside one. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "field":
    case "unary":
    case "is":
    case "matches":
      return [expr.of];
    case "index":
      return [expr.of, expr.key];
    case "call":
      return expr.args;
    case "generator":
      return [expr.value, expr.list, expr.condition, expr.by].filter((child) => child !== undefined);
    case "binary":
      return [expr.left, expr.right];
    case "list":
      return expr.items;
    case "conditional":
      return [expr.value, expr.condition, expr.otherwise].filter((child) => child !== undefined);
    case "match":
      return [expr.subject, ...expr.arms.map((arm) => arm.value)];
    case "template":
      return expr.parts.filter((part) => typeof part !== "string");
    case "hole":
    case "bool":
    case "number":
    case "text":
    case "date":
    case "nothing":
    case "name":
    case "candidate":
      return [];
  }
}
