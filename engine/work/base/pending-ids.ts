import { BigDecimal } from "../../value/decimal.ts";
import { stableHash } from "../../value/hash.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import { FileValue, Money } from "../../value/value.ts";

/** What a plan shows for the id of a record that a register is still to make: `new customers/8f3c`, with the source's id. */
export function pendingName(register: string, source: string): string {
  return `new ${register}/${source}`;
}

/**
 * Ids of records that a plan says would be made. While it is worked out, a value that no record has stands for each, of the
 * type that the id will have, so that what refers to such a record is judged as a run would judge it.
 */
export class PendingIds {
  readonly #names = new Map<string | number, string>();

  /** Always the same for one source record of a register. */
  idOf(register: string, source: string, isNumber: boolean): string | number {
    const hash = stableHash([register, source]);
    const id = isNumber ? -1 - (Number.parseInt(hash.slice(0, 8), 16) % 0x7fffffff) : `~${hash.slice(0, 15)}`;
    this.#names.set(id, pendingName(register, source));
    return id;
  }

  has(value: Value): boolean {
    return this.#names.size > 0 && (typeof value === "string" || typeof value === "number") && this.#names.has(value);
  }

  /** With their names in their place, and all else as it is. */
  shown<Shown extends Value>(value: Shown): Shown {
    return this.#names.size === 0 ? value : (this.#shown(value) as Shown);
  }

  #shown(value: Value): Value {
    if (typeof value === "string" || typeof value === "number") return this.#names.get(value) ?? value;
    if (typeof value !== "object" || value === null) return value;
    if (value instanceof Money || value instanceof FileValue || value instanceof BigDecimal) return value;
    if (Array.isArray(value)) return value.map((one: Value) => this.#shown(one));
    return Object.fromEntries(Object.entries(value as RecordValue).map(([name, one]) => [name, this.#shown(one)]));
  }
}
