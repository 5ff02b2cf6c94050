import { forFileName } from "./cleaned.ts";
import type { BigDecimal } from "./decimal.ts";
import type { Secret } from "./secret.ts";

/**
 * What an expression works on. `undefined` is absent, `null` is the JSON null; both are absent to the language.
 *
 * - A decimal is a `number` while it has at most 15 significant digits: such a number is the one double nearest to its
 *   decimal and prints back to the same digits, so it carries the decimal exactly. Anything longer is a `BigDecimal`.
 *   Arithmetic never happens on the double: `decimal.ts` works on scaled integers.
 * - A date is the text `YYYY-MM-DD`; a datetime is ISO 8601 text as received. Their types keep them apart from text.
 * - A record is the plain object that JSON gave, never copied or changed.
 * - A `Secret` goes from a setting into the body of a write and nowhere else.
 */
export type Value =
  | undefined
  | null
  | boolean
  | Decimal
  | string
  | Money
  | FileValue
  | Secret
  | readonly Value[]
  | RecordValue;

export type Decimal = number | BigDecimal;

export interface RecordValue {
  readonly [field: string]: Value;
}

/** An amount in one currency (ISO 4217); the currency is absent where the source leaves it out. */
export class Money {
  readonly amount: Decimal;
  readonly currency: string | undefined;
  constructor(amount: Decimal, currency: string | undefined) {
    this.amount = amount;
    this.currency = currency;
  }
}

/** A file that is read when it is needed. `fetch` names the connector operation that gives the bytes; see connector. */
export class FileValue {
  readonly name: string;
  readonly type: string;
  /** In bytes, where the source says it. */
  readonly size: number | undefined;
  readonly fetch: FileSource;
  /** `name` may come from anywhere: it is cleaned of what is no part of a file's name. */
  constructor(name: string, type: string, size: number | undefined, fetch: FileSource) {
    this.name = forFileName(name);
    this.type = type;
    this.size = size;
    this.fetch = fetch;
  }
}

export type FileSource =
  | {
      readonly from: "system";
      readonly system: string;
      readonly operation: string;
      readonly values: Readonly<Record<string, string>>;
    }
  | { readonly from: "bytes"; readonly bytes: Uint8Array }
  /** Several PDF and image files joined into one PDF, in order. */
  | { readonly from: "joined"; readonly files: readonly FileValue[] }
  /** The files packed into one ZIP archive, under their names. */
  | { readonly from: "zip"; readonly files: readonly FileValue[] };
