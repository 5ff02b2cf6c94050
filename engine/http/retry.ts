/**
 * How often and how patiently reads are repeated. Writes never are. The loop stands in the caller, which must look at
 * tokens and pauses of the whole client between two attempts; kept libraries repeat blindly and by the machine's clock.
 */
export interface RetryPolicy {
  readonly attempts: number;
  readonly firstMs: number;
  readonly mostMs: number;
  /** When the system itself asks for a longer wait than this, the read is given up for this run. */
  readonly longestWaitMs: number;
}

export const READ_RETRIES: RetryPolicy = { attempts: 5, firstMs: 250, mostMs: 10_000, longestWaitMs: 60_000 };

/** The wait before attempt `attempt` + 1 (counting from 1): doubling, half of it by chance, so that many do not come at once. */
export function backOff(policy: RetryPolicy, attempt: number, random: () => number): number {
  const full = Math.min(policy.mostMs, policy.firstMs * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random();
}
