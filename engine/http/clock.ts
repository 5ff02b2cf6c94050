import { setTimeout as wait } from "node:timers/promises";
import type { Clock } from "./system.ts";

/** The machine's own time. `sleep` resolves early when its signal is aborted. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await wait(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};
