/** A quota of calls in fixed windows of one second, each opened by its first call. */
export class Quota {
  readonly #limit: number;
  #opened = 0;
  #used = 0;
  /** Calls that were refused. */
  refused = 0;
  /** The most calls that one window has seen, refused ones included. */
  peak = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** False when the call is over the limit. */
  admit(now: number): boolean {
    if (now - this.#opened >= 1000) {
      this.#opened = now;
      this.#used = 0;
    }
    this.#used += 1;
    if (this.#used > this.peak) this.peak = this.#used;
    if (this.#used <= this.#limit) return true;
    this.refused += 1;
    return false;
  }
}
