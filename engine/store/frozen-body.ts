import { canonicalHash } from "../value/hash.ts";

const MARK = "sha256:";

/** What stays of the frozen body of a settled write when it is pruned. Canonical JSON never looks like that. */
export function prunedBody(body: string): string {
  return `${MARK}${canonicalHash(body)}`;
}

/** Whether a frozen body has been pruned. */
export function isPruned(frozen: string): boolean {
  return frozen.startsWith(MARK);
}

/** Whether a frozen body, pruned or not, was this canonical JSON. */
export function isFrozenBody(frozen: string, body: string): boolean {
  return isPruned(frozen) ? frozen === prunedBody(body) : frozen === body;
}
