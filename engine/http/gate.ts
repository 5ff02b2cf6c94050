/**
 * Lets at most `most` through at a time, the others in the order of asking. Of our own, since no queue that is to be had
 * gives a place back while its work goes on, without which work that waits for other work would lock itself out.
 */
export class Gate {
  readonly #places: Places;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number | Places) {
    this.#places = typeof most === "number" ? new Places(most) : most;
  }

  /** `letGo` gives up the place before the work has ended, for who comes to wait for others. */
  async run<T>(work: (letGo: () => void) => Promise<T>): Promise<T> {
    if (!this.#places.take()) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        this.#places.wait(this.#waiting);
      });
    }
    let has = true;
    const letGo = (): void => {
      if (!has) return;
      has = false;
      this.#places.giveBack();
    };
    try {
      return await work(letGo);
    } finally {
      letGo();
    }
  }
}

/** The places of one or several gates. Where all are taken, the gates get them in turn: a long queue at one never holds up another. */
export class Places {
  readonly #most: number;
  /** The queues of the gates with somebody in them; the first one's turn is next. */
  readonly #queues: (() => void)[][] = [];
  #taken = 0;

  constructor(most: number) {
    this.#most = Math.max(1, most);
  }

  take(): boolean {
    if (this.#taken >= this.#most) return false;
    this.#taken++;
    return true;
  }

  wait(queue: (() => void)[]): void {
    if (!this.#queues.includes(queue)) this.#queues.push(queue);
  }

  /** The place is handed on, so the count stays when somebody waits. */
  giveBack(): void {
    const queue = this.#queues.shift();
    const next = queue?.shift();
    if (queue === undefined || next === undefined) {
      this.#taken--;
      return;
    }
    if (queue.length > 0) this.#queues.push(queue);
    next();
  }
}
