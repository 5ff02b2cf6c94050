import type { Value } from "../../value/value.ts";
import type { FaultCode } from "./fault.ts";
import type { Type } from "./type.ts";
import type { EnumType } from "./type-relations.ts";

/**
 * One function of the rule language, with all that the checker, the page of functions and the tests know of it. Pure: the same
 * arguments give the same result, but for the injected clock.
 */
export interface StandardFunction {
  readonly name: string;
  /** As one writes it: `cut(text, length)`. */
  readonly signature: string;
  /** A sentence or two for the documentation, on what comes out. */
  readonly says: string;
  readonly examples: readonly [Example, ...Example[]];
  readonly takes: readonly Parameter[];
  /** The result's type from the arguments' types, each without its absence. */
  readonly gives: (types: readonly Type[], constants: readonly Value[]) => Type;
  readonly apply: (call: FunctionCall, ...values: Value[]) => Value;
  /** What the checker must know: the argument is a name, the result is the expected enum, the generator has a `by`. */
  readonly special?: "position" | "enum" | "group";
  readonly clock?: true;
}

/** `write` gives `gives`; both are run as tests and printed in the documentation. */
export interface Example {
  readonly write: string;
  readonly gives: Value;
  readonly given?: Given;
}

/** What an example needs around it. */
export interface Given {
  readonly today?: string;
  /** The words of the list that is expected. */
  readonly words?: readonly string[];
  /** Names that stand for files, with the names of the files. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface Parameter {
  readonly name: string;
  readonly is: Kind;
  /**
   * `passes`: an absent argument makes the result absent, so that text(number) of a missing number is missing.
   * `refused`: an argument that may be absent is an error. `taken`: the function deals with it.
   */
  readonly absent: "passes" | "refused" | "taken";
  readonly optional?: true;
  /** Takes all that follow, which must be `some` where none would say nothing. */
  readonly rest?: "some" | "any";
  /** `value for name in list` may stand here. With `conditions` its value is a condition. */
  readonly generator?: "values" | "conditions";
}

export interface Kind {
  /** As in `… is a text`. */
  readonly expects: string;
  /** The type that bare words and quoted texts are read for. */
  readonly type?: Type;
  readonly accepts: (type: Type) => boolean;
}

/** What a function may ask while it works. */
export interface FunctionCall {
  /** Ends the evaluation: the record is refused. */
  readonly fault: (code: FaultCode, facts: Readonly<Record<string, Value>>) => never;
  /** The list of words that is expected; of enum() only. */
  readonly list: EnumType | undefined;
  /** `YYYY-MM-DD`; of functions marked `clock` only. */
  readonly today: string;
}
