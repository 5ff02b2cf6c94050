export interface LoggedRequest {
  readonly at: string;
  readonly system: string;
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  /** Absent when no answer was given. */
  readonly status?: number;
  readonly fault?: string;
}

/** The last requests, without headers and bodies: no secret can be in it. */
export class RingLog {
  readonly #entries: (LoggedRequest | undefined)[];
  #written = 0;

  constructor(size: number) {
    this.#entries = new Array<LoggedRequest | undefined>(size);
  }

  add(entry: LoggedRequest): void {
    this.#entries[this.#written % this.#entries.length] = entry;
    this.#written += 1;
  }

  /** The last `count`, oldest first. */
  tail(count: number): readonly LoggedRequest[] {
    const size = Math.min(count, this.#written, this.#entries.length);
    const result: LoggedRequest[] = [];
    for (let index = this.#written - size; index < this.#written; index += 1) {
      const entry = this.#entries[index % this.#entries.length];
      if (entry !== undefined) result.push(entry);
    }
    return result;
  }
}
