import type { FaultBox } from "./faults.ts";
import type { Audited, Counts, Document } from "./imitation.ts";
import type { Quota } from "./quota.ts";

/** What the sandbox as a whole has seen since the start; each system adds what its own books hold. */
export interface CommonAudit<Name extends string = string> {
  /** Keys created more than once, each with its kind. */
  readonly duplicates: readonly { readonly kind: string; readonly key: string; readonly count: number }[];
  /** Documents that one system was told to have arrived and that no other holds. */
  readonly losses: readonly Document[];
  readonly calls: Counts;
  readonly quota: Readonly<Record<Name, { readonly refused: number; readonly peak: number }>>;
  readonly faults: Counts;
}

export interface Seen {
  readonly audited: readonly Audited[];
  readonly calls: ReadonlyMap<string, number>;
  readonly quotas: ReadonlyMap<string, Quota>;
  readonly faults: FaultBox;
}

export function audit({ audited, calls, quotas, faults }: Seen): CommonAudit {
  return {
    duplicates: audited.flatMap(({ created }) => duplicates(created)),
    losses: losses(audited),
    calls: Object.fromEntries(calls),
    quota: Object.fromEntries([...quotas].map(([name, { refused, peak }]) => [name, { refused, peak }])),
    faults: Object.fromEntries(faults.struck),
  };
}

/** How often each key occurs. */
export function tally(keys: readonly string[]): Counts {
  const result = new Map<string, number>();
  for (const key of keys) result.set(key, (result.get(key) ?? 0) + 1);
  return Object.fromEntries(result);
}

function duplicates(created: Audited["created"]): CommonAudit["duplicates"] {
  return Object.entries(created).flatMap(([kind, keys]) =>
    Object.entries(keys)
      .filter(([, count]) => count > 1)
      .map(([key, count]) => ({ kind, key, count })),
  );
}

function losses(audited: readonly Audited[]): readonly Document[] {
  return audited.flatMap((one) => {
    const others = audited.filter((other) => other !== one);
    const lost = one.released.filter((document) => !others.some((other) => other.holds(document)));
    return [...new Map(lost.map((document) => [`${document.kind} ${document.number}`, document])).values()];
  });
}
