/**
 * Lets at most `most` through at a time, the others in the order of asking. Of our own, since no queue that is to be had
 * gives a place back while its work goes on, without which work that waits for other work would lock itself out.
 */
export class Gate {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(most: number) {
    this.#most = Math.max(1, most);
  }

  /** `letGo` gives up the place before the work has ended, for who comes to wait for others. */
  async run<T>(work: (letGo: () => void) => Promise<T>): Promise<T> {
    if (this.#inside >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#inside++;
    let has = true;
    const letGo = (): void => {
      if (!has) return;
      has = false;
      // The place is handed on, so the count stays when somebody waits.
      const next = this.#waiting.shift();
      if (next === undefined) this.#inside--;
      else next();
    };
    try {
      return await work(letGo);
    } finally {
      letGo();
    }
  }
}
