import type { Clock } from "../../engine/http/system.ts";
import type { World } from "./world.ts";

/**
 * One process on one machine. Whatever it asks of the outside goes through `call`, and there it may die (its promises
 * never settle again, and nothing that it does afterwards has an effect) or stand still for minutes.
 */
export class SimulatedProcess {
  readonly name: string;
  readonly #world: World;
  readonly #deaths: (() => void)[];
  #alive = true;
  #standsUntil = 0;

  constructor(name: string, world: World, died: () => void) {
    this.name = name;
    this.#world = world;
    this.#deaths = [died];
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Until when the machine stands still; in the past while it goes. */
  get standsUntil(): number {
    return this.#standsUntil;
  }

  readonly clock: Clock = {
    now: () => this.#world.time.now(),
    sleep: (ms, signal) =>
      this.call("sleep", (done) => {
        signal?.addEventListener("abort", () => done(undefined), { once: true });
        this.#world.time.after(ms, () => done(undefined));
      }),
  };

  /** `begin` starts the outside's work and calls back once; what comes back may find the process dead or standing. */
  call<T>(what: string, begin: (done: (value: T) => void, failed: (error: Error) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      if (!this.#alive || this.#dies(`before ${what}`)) return;
      let answered = false;
      const once = (settle: () => void): void => {
        if (answered) return;
        answered = true;
        this.#deliver(what, settle);
      };
      begin(
        (value) => once(() => resolve(value)),
        (error) => once(() => reject(error)),
      );
    });
  }

  atDeath(happen: () => void): void {
    this.#deaths.push(happen);
  }

  die(where: string): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#world.tell?.(`${this.name} dies ${where}`);
    for (const died of this.#deaths) died();
  }

  #deliver(what: string, settle: () => void): void {
    const { time, random, faults, tell } = this.#world;
    if (!this.#alive || this.#dies(`after ${what}`)) return;
    if (this.#standsUntil <= time.now() && random.chance(faults.pause)) {
      this.#standsUntil = time.now() + random.between(60_000, 660_000);
      tell?.(`${this.name} stands still for ${Math.round((this.#standsUntil - time.now()) / 1000)} s after ${what}`);
    }
    if (this.#standsUntil <= time.now()) settle();
    else this.#settleAfterwards(settle);
  }

  #settleAfterwards(settle: () => void): void {
    this.#world.time.at(this.#standsUntil, () => {
      if (this.#alive) settle();
    });
  }

  #dies(where: string): boolean {
    if (!this.#world.random.chance(this.#world.faults.crash)) return false;
    this.die(where);
    return true;
  }
}
