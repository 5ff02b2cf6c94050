import { canonicalHash } from "../value/hash.ts";

const MARK = "sha256:";

/** What stays of the frozen body of a settled write when it is pruned. Canonical JSON never looks like that. */
export function prunedBody(body: string): string {
  return `${MARK}${canonicalHash(body)}`;
}

/** Whether a frozen body, pruned or not, was this canonical JSON. */
export function isFrozenBody(frozen: string, body: string): boolean {
  return frozen.startsWith(MARK) ? frozen === prunedBody(body) : frozen === body;
}
