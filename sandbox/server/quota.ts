import type { Answer } from "./exchange.ts";

export interface QuotaRules {
  /** So many calls in each window of time. */
  readonly calls: number;
  readonly windowMs: number;
  /** The answer to a call beyond them. */
  readonly refusal: Answer;
}

/** A quota of calls in fixed windows, each opened by its first call. */
export class Quota {
  readonly #rules: QuotaRules;
  #opened = 0;
  #used = 0;
  /** Calls that were refused. */
  refused = 0;
  /** The most calls that one window has seen, refused ones included. */
  peak = 0;

  constructor(rules: QuotaRules) {
    this.#rules = rules;
  }

  /** False when the call is over the limit. */
  admit(now: number): boolean {
    if (now - this.#opened >= this.#rules.windowMs) {
      this.#opened = now;
      this.#used = 0;
    }
    this.#used += 1;
    if (this.#used > this.peak) this.peak = this.#used;
    if (this.#used <= this.#rules.calls) return true;
    this.refused += 1;
    return false;
  }
}
