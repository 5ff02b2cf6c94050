import type { Random } from "./random.ts";
import type { VirtualTime } from "./virtual-time.ts";

/** How often each thing goes wrong, as a probability at each occasion. */
export interface FaultRates {
  /** At every port call, before and after it. */
  readonly crash: number;
  /** The machine stands still for 1 to 11 minutes. */
  readonly pause: number;
  readonly requestLost: number;
  readonly replyLost: number;
  /** Executed 30 to 120 seconds after the request left. */
  readonly landsLate: number;
  readonly errorAfterEffect: number;
  readonly tooManyRequests: number;
  readonly readFails: number;
  /** The commit fails and nothing of it is there; or it fails and all of it is there. */
  readonly commitFails: number;
  readonly commitFailsAfterwards: number;
  /** The longest time until a list shows a new record. */
  readonly listLagMs: number;
}

export const noFaults: FaultRates = {
  crash: 0,
  pause: 0,
  requestLost: 0,
  replyLost: 0,
  landsLate: 0,
  errorAfterEffect: 0,
  tooManyRequests: 0,
  readFails: 0,
  commitFails: 0,
  commitFailsAfterwards: 0,
  listLagMs: 0,
};

/** Each seed switches on another subset of the faults, so that rare combinations are seen too. */
export function drawFaults(random: Random): FaultRates {
  const rate = (most: number): number => (random.chance(0.65) ? random.next() * most : 0);
  return {
    crash: rate(0.02),
    pause: rate(0.02),
    requestLost: rate(0.12),
    replyLost: rate(0.12),
    landsLate: rate(0.12),
    errorAfterEffect: rate(0.12),
    tooManyRequests: rate(0.12),
    readFails: rate(0.06),
    commitFails: rate(0.01),
    commitFailsAfterwards: rate(0.01),
    listLagMs: random.chance(0.65) ? random.between(0, 20_000) : 0,
  };
}

/** What all parts of one simulated world share. */
export interface World {
  readonly time: VirtualTime;
  readonly random: Random;
  /** Faults stop after a while, so that "nothing is lost" can be asked. */
  faults: FaultRates;
  readonly violations: string[];
  /** The story, when somebody wants to read it. */
  readonly tell: ((line: string) => void) | undefined;
}

export function violated(world: World, law: string): void {
  world.violations.push(law);
  world.tell?.(`VIOLATED: ${law}`);
}
