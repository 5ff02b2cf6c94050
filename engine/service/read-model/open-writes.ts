import type { Intent, Store } from "../../store/store.ts";

/** A write that is not settled: what it is about, since when, and when it is looked at again at the earliest. */
export interface OpenWrite extends Omit<Intent, "body"> {
  /** What people call its record; its id where the store has no name of it. */
  readonly label: string;
  readonly since: number;
  /** Undefined where the next run looks at it, or nobody does. */
  readonly until: number | undefined;
}

/** The writes of these scopes whose outcome is not settled, the oldest first. */
export async function openWrites(
  store: Pick<Store, "intents" | "records">,
  scopes: readonly string[],
  flow: string | undefined,
): Promise<readonly OpenWrite[]> {
  const lists = await Promise.all(scopes.map((scope) => store.intents.open(scope, flow)));
  const writes = await Promise.all(
    lists.flat().map(async ({ body: _, ...intent }): Promise<OpenWrite> => {
      const record = await store.records.get(intent.scope, intent.flow, intent.source);
      const label = record?.label ?? intent.source;
      return { ...intent, label, since: intent.sentAt ?? intent.updatedAt, until: untilOf(intent) };
    }),
  );
  return writes.toSorted((a, b) => a.since - b.since);
}

/** When a run may do something about it at the earliest. */
function untilOf(intent: Pick<Intent, "state" | "nextAt" | "settleUntil">): number | undefined {
  switch (intent.state) {
    case "planned":
      return intent.nextAt;
    case "sending":
    case "uncertain":
      return intent.nextAt ?? intent.settleUntil;
    case "duplicate":
    case "undecided":
    case "confirmed":
    case "refused":
    case "cancelled":
      return undefined;
  }
}
