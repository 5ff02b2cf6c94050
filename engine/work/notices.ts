import { ReadFault } from "../connector/operations.ts";
import type { LogEntry } from "../store/store.ts";
import { forSentence } from "../value/cleaned.ts";
import { problemsOf } from "./base/problems.ts";
import type { Run } from "./flow-run/open-run.ts";
import { evaluateOne } from "./world/evaluate.ts";

export interface Notice {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Where the last notice ended in the log. */
const TOPIC = "notice";
/** More than a mail should hold; the log has them all. */
const ENTRIES_MAX = 200;

/**
 * One mail with every error that came into the log since the last one, when the settings ask for it; an earlier run that
 * was interrupted before its mail is included. It waits in the store until it is sent.
 */
export async function queueNotice(run: Run): Promise<void> {
  const { scope } = run;
  const { store, clock } = run.job;
  await store.flush();
  const [noticed, startedAt] = (await lastNotice(run)) ?? [0, run.startedAt];
  const entries = (await store.log.list({ scope, level: "error", since: startedAt, limit: 10_000 })).filter(
    ({ id }) => id > noticed,
  );
  if (entries.length === 0) return;
  // In the order of entering, whatever the clock did.
  const last = entries.reduce((newest, entry) => (entry.id > newest.id ? entry : newest));
  const to = await recipients(run);
  if (to.length > 0) {
    const body = JSON.stringify(noticeOf(run, to, entries));
    await store.outbox.add({ dedupeKey: `${scope} ${last.id}`, scope, body }, clock.now());
  }
  await store.memory.put(scope, TOPIC, "last", `${last.id} ${last.at}`);
}

async function lastNotice(run: Run): Promise<readonly [number, number] | undefined> {
  const noted = await run.job.store.memory.get(run.scope, TOPIC, "last");
  const [id, at] = (noted ?? "").split(" ").map(Number);
  return id === undefined || at === undefined || Number.isNaN(at) ? undefined : [id, at];
}

async function recipients(run: Run): Promise<readonly string[]> {
  const { notices } = run.job.integration;
  if (notices === undefined) return [];
  const to = await evaluateOne(run.scene, (scene) => (notices.when(scene) ? notices.to(scene) : []));
  return to instanceof ReadFault ? [] : to;
}

function noticeOf(run: Run, to: readonly string[], entries: readonly LogEntry[]): Notice {
  const count = entries.length === 1 ? "1 error" : `${entries.length} errors`;
  const told = entries.slice(0, ENTRIES_MAX).map(({ label, message, advice }) => {
    const problems = problemsOf({ message, advice }).flatMap((one) => [one.text, one.advice ?? ""]);
    const lines = [label, ...problems].filter((line) => line !== "");
    return lines.map(forSentence).join("\n  ");
  });
  const more = entries.length - told.length;
  return {
    to,
    subject: `${run.job.title}, ${run.job.integration.title}: ${count}`,
    text: [...told, ...(more > 0 ? [`And ${more} more: see the transfer log.`] : [])].join("\n\n"),
  };
}
