import { mix } from "./random.ts";

const multiplier = 0x9e3779b1;
const inverse = inverted(multiplier);

/** Where a GUID of this sandbox comes from. */
export interface Origin {
  readonly kind: number;
  readonly index: number;
  readonly part: number;
}

/**
 * GUIDs that know what they stand for: kind, index and part (such as a row) are folded into them, so that a hundred
 * thousand invoices need no index in memory. The last group is a check over the rest and the seed.
 */
export class Guids {
  readonly #seed: number;
  readonly #mask: number;

  constructor(seed: number) {
    this.#seed = seed >>> 0;
    this.#mask = mix(seed, 77);
  }

  make(kind: number, index: number, part = 0): string {
    const first = hex((Math.imul(index, multiplier) ^ this.#mask) >>> 0, 8);
    const partText = hex(part, 4);
    return `${first}-${hex(kind, 4)}-4${partText.slice(0, 3)}-8${partText.slice(3)}00-${this.#check(kind, index, part)}`;
  }

  /** Undefined when this sandbox never made it. */
  read(guid: string): Origin | undefined {
    if (guid.length !== 36) return undefined;
    const text = guid.toLowerCase();
    const index = Math.imul(Number.parseInt(text.slice(0, 8), 16) ^ this.#mask, inverse) >>> 0;
    const kind = Number.parseInt(text.slice(9, 13), 16);
    const part = Number.parseInt(text.slice(15, 18) + text.slice(20, 21), 16);
    if (Number.isNaN(kind) || Number.isNaN(part)) return undefined;
    return this.make(kind, index, part) === text ? { kind, index, part } : undefined;
  }

  #check(kind: number, index: number, part: number): string {
    const one = mix(this.#seed, kind, index, part);
    return hex(one, 8) + hex(mix(one, index) & 0xffff, 4);
  }
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, "0");
}

/** The number that undoes a multiplication by an odd one, modulo 2^32 (Newton's iteration). */
function inverted(odd: number): number {
  let result = odd;
  for (let step = 0; step < 5; step += 1) result = Math.imul(result, 2 - Math.imul(odd, result));
  return result >>> 0;
}
