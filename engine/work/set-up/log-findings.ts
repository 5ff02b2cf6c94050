import { stableHash } from "../../value/hash.ts";
import { type Job, scopeOf } from "../base/job.ts";
import type { Finding } from "./finding.ts";

const TOPIC = "problem";
const SETUP = "set-up";

/** What keeps the integration from running stands in the log, once for as long as it is the same. */
export async function logFindings(job: Job, findings: readonly Finding[]): Promise<void> {
  const scope = scopeOf(job);
  const errors = findings.filter(({ level }) => level === "error");
  const hash = stableHash(errors.map(({ text }) => text));
  if ((await job.store.memory.get(scope, TOPIC, SETUP)) === hash) return;
  for (const { code, text, advice } of errors) {
    const place = { flow: "", source: "", label: job.title, run: SETUP, target: undefined };
    job.store.log.add({ at: job.clock.now(), scope, ...place, level: "error", code, message: text, advice });
  }
  await job.store.memory.put(scope, TOPIC, SETUP, hash);
}

/** It can run: the next finding that keeps it from running is news. */
export async function forgetFindings(job: Job): Promise<void> {
  const scope = scopeOf(job);
  if ((await job.store.memory.get(scope, TOPIC, SETUP)) !== undefined)
    await job.store.memory.remove(scope, TOPIC, SETUP);
}
