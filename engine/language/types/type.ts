import type { Value } from "../../value/value.ts";
import type { Frame } from "./frame.ts";
import type { Defined } from "./scope.ts";

/** Static types of expressions. `optional` never nests; `fault` is a hole that has been reported: it makes no second error. */
export type Type =
  | {
      readonly kind:
        | "bool"
        | "int"
        | "decimal"
        | "money"
        | "date"
        | "datetime"
        | "file"
        | "secret"
        | "unknown"
        | "fault";
    }
  /** Literal `omit`, `empty` and `null`. */
  | { readonly kind: "omit" | "empty" | "null" }
  /** `literals`: all the texts it can be, where that is known, so that quoted texts fit an enum later. */
  | {
      readonly kind: "text";
      readonly maxLength?: number;
      readonly literals?: readonly string[];
      /** It is sent away, so that a secret may stand in it. */
      readonly takesSecret?: true;
    }
  /** Nominal: two enums are the same type only when their names are equal, e.g. `procountor/invoice.invoiceChannel`. `possible`: what a condition has left of the members. */
  | {
      readonly kind: "enum";
      readonly name: string;
      readonly members: readonly string[];
      readonly possible?: readonly string[];
    }
  /** Bare words that no expected enum has claimed yet; checked where they are used. */
  | { readonly kind: "word"; readonly words: readonly string[] }
  | { readonly kind: "list"; readonly of: Type }
  | { readonly kind: "record"; readonly shape: Shape }
  /** A table of words or settings: `languages[code]` gives `optional value`. Without `key` it is asked with anything that has a text. */
  | { readonly kind: "table"; readonly value: Type; readonly key?: Type }
  | { readonly kind: "optional"; readonly of: Type };

/**
 * The fields of a record. Shapes are lazy (record kinds refer to each other), so fields are asked for by name.
 * `identity` is the field that identifies the record: two references are equal when it is equal.
 */
export interface Shape {
  /** `severa/invoice`, `severa/invoice.receiverAddress`, `settings.salesInvoices` … as shown in messages. */
  readonly name: string;
  readonly identity?: string;
  /** The record kind this shape refers to or is, e.g. `severa/customer`; two shapes of one kind compare by identity. */
  readonly kind?: string;
  field(name: string): Field | undefined;
  names(): readonly string[];
}

export interface Field {
  readonly name: string;
  /** Already optional where the field may be absent or null. */
  readonly type: Type;
  readonly description?: string;
  /** How the value is read from a present record. Must be pure; may note a pending look-up in `frame.world`. */
  readonly read: (record: Readonly<Record<string, Value>>, frame: Frame) => Value;
  /** `read` is nothing but `record[name]`: the compiler may then read the property itself. */
  readonly own?: boolean;
  /**
   * The rule that `read` works out in the same frame, whatever the record: generated code then holds the rule itself.
   * Absent where its condition does not hold.
   */
  readonly rule?: () => { readonly value: Defined; readonly when: Defined | undefined } | undefined;
  /** A call to the system (relation, or a field reached through a reference), for hovers, plans and docs. */
  readonly isCall?: boolean;
}
