import type { ConnectorEdits } from "./sandbox-process.ts";

/** Documents in flight at once where runs are measured. */
export const CONCURRENCY = 32;

/** No pace, since it is Koppel and not a quota that is measured, and 32 calls at once instead of 8. */
export const WITHOUT_PACE: ConnectorEdits = {
  severa: [
    [/calls: 10, per: 1 second/, "calls: 1000000, per: 1 second"],
    [/^at once: 8/m, `at once: ${CONCURRENCY}`],
  ],
  procountor: [
    [/calls: 60, per: 1 second/, "calls: 1000000, per: 1 second"],
    [/^at once: 8/m, `at once: ${CONCURRENCY}`],
  ],
};
