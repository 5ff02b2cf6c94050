import type { Pace } from "../connector/description.ts";
import type { Clock } from "./system.ts";

/** Vendors count arrivals, which lie closer together than departures may. */
const SLACK_MS = 20;

/**
 * Keeps calls under a vendor's limits, by the clock that it is given: queues that are to be had know the machine's only,
 * and so cannot be simulated. Connections that share a limit (the same client at the same host) share one
 * `Paces`: what one of them spends or is told (429) holds for all.
 */
export class Paces {
  readonly #clock: Clock;
  readonly #rules = new Map<string, Rule>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The pace of one connection; `key` says whom a rule counts for. */
  of(rules: readonly Pace[], keyOf: (rule: Pace) => string): ConnectionPace {
    return new ConnectionPace(
      this.#clock,
      rules.map((rule) => this.#rule(keyOf(rule), rule)),
    );
  }

  #rule(key: string, pace: Pace): Rule {
    const known = this.#rules.get(key);
    if (known !== undefined) return known;
    const made: Rule = { pace, starts: [], next: 0, pausedUntil: 0 };
    this.#rules.set(key, made);
    return made;
  }
}

/** The moments of the last `calls` calls, as a ring: the oldest tells when the next may go. */
interface Rule {
  readonly pace: Pace;
  readonly starts: number[];
  next: number;
  pausedUntil: number;
}

export class ConnectionPace {
  readonly #clock: Clock;
  readonly #rules: readonly Rule[];
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(clock: Clock, rules: readonly Rule[]) {
    this.#clock = clock;
    this.#rules = rules;
  }

  /** Resolves when a call may go, in the order of asking. */
  take(): Promise<void> | undefined {
    // The usual case costs no promise.
    if (this.#waiting === 0 && this.#wait() === 0) {
      this.#note();
      return undefined;
    }
    this.#waiting++;
    const turn = this.#queue.then(() => this.#untilFree());
    this.#queue = turn;
    return turn;
  }

  /** Nobody goes before then: the system said that it has had too much. */
  pause(waitMs: number): void {
    const until = this.#clock.now() + waitMs;
    for (const rule of this.#rules) rule.pausedUntil = Math.max(rule.pausedUntil, until);
  }

  async #untilFree(): Promise<void> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) await this.#clock.sleep(wait);
    this.#waiting--;
    this.#note();
  }

  #wait(): number {
    const now = this.#clock.now();
    return Math.max(0, ...this.#rules.map((rule) => Math.max(rule.pausedUntil, freeAt(rule)) - now));
  }

  #note(): void {
    const now = this.#clock.now();
    for (const rule of this.#rules) {
      rule.starts[rule.next] = now;
      rule.next = (rule.next + 1) % rule.pace.calls;
    }
  }
}

function freeAt(rule: Rule): number {
  const oldest = rule.starts[rule.next];
  return oldest === undefined ? 0 : oldest + rule.pace.perMs + SLACK_MS;
}
