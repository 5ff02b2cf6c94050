import type { Typed } from "../../language/check/check.ts";
import type { TargetField } from "../../schema/system-schema.ts";
import type { Span } from "../../source/span.ts";
import type { Each } from "./level.ts";

export interface Cell {
  readonly kind: "cell";
  /** From the enclosing block, one name a part. */
  readonly ownPath: readonly string[];
  /** From the record, lists passed through: `invoiceRows.quantity`. */
  readonly path: string;
  readonly target: TargetField;
  readonly value: Typed;
  readonly limit: number | undefined;
  readonly over: "cut" | "refuse" | undefined;
  readonly required: boolean;
  readonly requiredSay: string | undefined;
  readonly link: boolean;
  readonly update: "always" | "never" | undefined;
  readonly when: Typed | undefined;
  readonly remark: string | undefined;
  /** Reads nothing: such a cell alone does not make an optional record. */
  readonly constant: boolean;
  readonly jsonata: Jsonata | undefined;
  readonly span: Span;
  readonly valueSpan: Span;
}

/** The escape hatch: evaluated by the caller, with the source record as its input. Equal ids have equal texts. */
export interface Jsonata {
  readonly id: string;
  /** The path of the field that it fills. */
  readonly field: string;
  readonly text: string;
  readonly returns: "text" | "bool" | "integer" | "decimal" | "date";
  readonly span: Span;
}

export interface Block {
  readonly kind: "block";
  readonly ownPath: readonly string[];
  readonly path: string;
  readonly target: TargetField | undefined;
  readonly when: Typed | undefined;
  readonly fields: readonly FieldNode[];
  readonly update: "always" | "never" | undefined;
  readonly span: Span;
}

/** One entry for each item of a list. */
export interface EachBlock {
  readonly kind: "each";
  readonly ownPath: readonly string[];
  readonly path: string;
  readonly target: TargetField;
  readonly when: Typed | undefined;
  readonly each: Each;
  readonly entry: Cell | Block;
  readonly update: "always" | "never" | undefined;
  readonly span: Span;
}

/** A list of fixed entries. */
export interface FixedList {
  readonly kind: "list";
  readonly ownPath: readonly string[];
  readonly path: string;
  readonly target: TargetField;
  readonly when: Typed | undefined;
  readonly entries: readonly (Cell | Block)[];
  readonly update: "always" | "never" | undefined;
  readonly span: Span;
}

export interface Ignored {
  readonly kind: "ignored";
  readonly ownPath: readonly string[];
  readonly path: string;
  readonly reason: string;
  readonly span: Span;
}

export type FieldNode = Cell | Block | EachBlock | FixedList | Ignored;
