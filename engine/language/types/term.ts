import type { LinearPattern } from "../../value/linear-pattern.ts";
import type { Value } from "../../value/value.ts";
import type { ArithmeticOp, ComparisonOp } from "../syntax/ast.ts";
import type { Frame, LinkedSide } from "./frame.ts";
import type { StandardFunction } from "./function.ts";
import type { LazyName } from "./scope.ts";
import type { Field, Type } from "./type.ts";

/** What every checked node has. Places are offsets into the text that was parsed. */
export interface TermBase {
  readonly type: Type;
  readonly start: number;
  readonly end: number;
  /** Identifies the path, by slots, so that what is proved of it can be found again. */
  readonly key?: string;
  /** The path as written: `customer.email`. */
  readonly path?: string;
}

/**
 * Every kind of term with what it holds: the one list that both back ends go by. A kind added here does not compile until
 * `partsOf`, the closures and the generated code know it.
 */
export interface TermKinds {
  /** Where something was wrong; it has been reported, and nobody may evaluate it. */
  readonly hole: unknown;
  readonly constant: { readonly value: Value };
  readonly omit: unknown;
  readonly slot: { readonly slot: number };
  readonly position: { readonly slot: number; readonly name: string };
  readonly lazy: { readonly entry: LazyName };
  readonly field: { readonly of: Term; readonly field: Field };
  readonly index: { readonly of: Term; readonly index: Term; readonly identity: Field | undefined };
  readonly call: { readonly function: StandardFunction; readonly args: readonly Term[] };
  readonly generator: {
    readonly slot: number;
    readonly list: Term;
    readonly condition: Term | undefined;
    readonly value: Term;
    /** With it the generator gives pairs of key and value. */
    readonly by: Term | undefined;
  };
  readonly negate: { readonly of: Term };
  readonly arithmetic: {
    readonly sign: ArithmeticOp;
    readonly left: Term;
    readonly right: Term;
    readonly with: Operands;
  };
  readonly coalesce: { readonly left: Term; readonly right: Term };
  readonly compare: {
    readonly sign: ComparisonOp;
    readonly left: Term;
    readonly right: Term;
    readonly how: Comparison;
  };
  readonly member: { readonly of: Term; readonly items: readonly Term[] | Term; readonly how: Comparison };
  readonly and: { readonly left: Term; readonly right: Term };
  readonly or: { readonly left: Term; readonly right: Term };
  readonly not: { readonly of: Term };
  /** A condition of something that is not a bool: is anything there? */
  readonly presence: { readonly of: Term };
  readonly is: { readonly of: Term; readonly not: boolean; readonly what: IsTest };
  readonly matches: { readonly of: Term; readonly pattern: LinearPattern };
  readonly conditional: { readonly condition: Term; readonly value: Term; readonly otherwise: Term };
  readonly match: { readonly subject: Term; readonly arms: readonly ArmTerm[] };
  readonly template: { readonly parts: readonly (string | Term)[] };
  readonly lookup: LookupRequest;
}

export type TermOp = keyof TermKinds;
export type TermOf<Op extends TermOp> = TermBase & { readonly op: Op } & TermKinds[Op];

/** A checked expression: every name resolved, every operator chosen by type. What the compiler works from. */
export type Term = { readonly [Op in TermOp]: TermOf<Op> }[TermOp];

/** What one back end makes of each kind of term. `TermCases<…, …>` as the type of a table lets no kind be forgotten. */
export type TermCases<Context, Result> = {
  readonly [Op in TermOp]: (context: Context, term: TermOf<Op>) => Result;
};

/** What the table says of this very kind. */
export function byOp<Context, Result>(cases: TermCases<Context, Result>, context: Context, term: Term): Result {
  // The compiler cannot follow that a kind's case takes a term of that kind.
  return (cases[term.op] as (context: Context, term: Term) => Result)(context, term);
}

/** The kinds that are true or false by themselves, never absent and never anything else. */
export type ConditionOp = "compare" | "member" | "and" | "or" | "not" | "presence" | "is" | "matches";
export type ConditionCases<Context, Result> = Pick<TermCases<Context, Result>, ConditionOp>;

/** What the table says of a condition; undefined where the term is of another kind. */
export function byConditionOp<Context, Result>(
  cases: ConditionCases<Context, Result>,
  context: Context,
  term: Term,
): Result | undefined {
  const some: Partial<TermCases<Context, Result>> = cases;
  return (some[term.op] as ((context: Context, term: Term) => Result) | undefined)?.(context, term);
}

const GIVE_A_PART: ReadonlySet<TermOp> = new Set<TermOp>(["omit", "coalesce", "conditional", "match"]);

/** Whether the word `omit` may be what the term gives: it gives the value of one of its parts as its own. */
export function mayOmit(term: Term): boolean {
  return GIVE_A_PART.has(term.op);
}

export type GeneratorTerm = TermOf<"generator">;
export type LookupTerm = TermOf<"lookup">;

export interface ArmTerm {
  /** `undefined` is `_`. */
  readonly values: readonly Value[] | undefined;
  readonly value: Term;
}

export type LookupRequest =
  | { readonly request: "byId"; readonly kind: string; readonly id: Term; readonly identity: Field | undefined }
  | {
      readonly request: "find" | "all";
      readonly kind: string;
      readonly where: readonly { readonly field: string; readonly value: Term }[];
    }
  | {
      readonly request: "linked";
      readonly register: string;
      readonly side: LinkedSide;
      readonly of: Term;
      readonly identity: Field | undefined;
    }
  | { readonly request: "document"; readonly evaluate: (frame: Frame) => Value };

/** `times-money` is number * money, `ratio` money / money. */
export type Operands = "numbers" | "money" | "money-number" | "times-money" | "ratio" | "unknown";

/** How two values are compared: by identity for references, `plain` for what JavaScript's `===` compares rightly. */
export type Comparison =
  | { readonly by: "plain" | "number" | "money" | "value" }
  | { readonly by: "identity"; readonly left: Field | undefined; readonly right: Field | undefined };

export const IS_TESTS = ["present", "absent", "integer", "decimal", "date", "email", "iban"] as const;
export type IsTest = (typeof IS_TESTS)[number];

/** The terms directly inside one. */
export function partsOf(term: Term): readonly Term[] {
  switch (term.op) {
    case "field":
    case "negate":
    case "not":
    case "presence":
    case "is":
    case "matches":
      return [term.of];
    case "index":
      return [term.of, term.index];
    case "call":
      return term.args;
    case "generator":
      return [term.list, term.condition, term.value, term.by].filter((part) => part !== undefined);
    case "arithmetic":
    case "coalesce":
    case "compare":
    case "and":
    case "or":
      return [term.left, term.right];
    case "member":
      return [term.of, ...("op" in term.items ? [term.items] : term.items)];
    case "conditional":
      return [term.condition, term.value, term.otherwise];
    case "match":
      return [term.subject, ...term.arms.map((arm) => arm.value)];
    case "template":
      return term.parts.filter((part) => typeof part !== "string");
    case "lookup":
      return lookupParts(term);
    case "hole":
    case "constant":
    case "omit":
    case "slot":
    case "position":
    case "lazy":
      return [];
  }
}

function lookupParts(term: LookupTerm): readonly Term[] {
  if (term.request === "byId") return [term.id];
  if (term.request === "linked") return [term.of];
  return term.request === "document" ? [] : term.where.map((one) => one.value);
}
