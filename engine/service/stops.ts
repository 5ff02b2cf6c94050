import type { Store } from "../store/store.ts";
import type { Finding } from "../work/set-up/finding.ts";

/** Why a company's integration does not go on as it should, as it was found at `at`. */
export interface Stop {
  readonly at: number;
  readonly findings: readonly Finding[];
}

/** `run`: its last run did not come about. `change`: what was changed in the files is not taken over, and what was goes on. */
export type StopKind = "run" | "change";

const TOPIC = "stopped";
/** Of what concerns all companies. */
export const EVERYBODY = "";

/** Writes down why, or with no findings that it goes on. The moment stays that at which it was found first. */
export async function noteStop(
  store: Pick<Store, "memory">,
  scope: string,
  kind: StopKind,
  findings: readonly Finding[],
  now: number,
): Promise<void> {
  const before = await stopOf(store, scope, kind);
  const errors = findings.filter(({ level }) => level === "error");
  if (errors.length === 0) {
    if (before !== undefined) await store.memory.remove(scope, TOPIC, kind);
    return;
  }
  if (JSON.stringify(before?.findings) === JSON.stringify(errors)) return;
  await store.memory.put(scope, TOPIC, kind, JSON.stringify({ at: now, findings: errors } satisfies Stop));
}

export async function stopOf(store: Pick<Store, "memory">, scope: string, kind: StopKind): Promise<Stop | undefined> {
  const noted = await store.memory.get(scope, TOPIC, kind);
  return noted === undefined ? undefined : (JSON.parse(noted) as Stop);
}
