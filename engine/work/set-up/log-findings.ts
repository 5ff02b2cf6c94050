import type { Store } from "../../store/store.ts";
import { stableHash } from "../../value/hash.ts";
import type { Job } from "../base/job.ts";
import type { Finding } from "./finding.ts";

const TOPIC = "problem";
const SETUP = "set-up";

/** Whose findings they are: scope, and the company's name for people. */
interface Found extends Pick<Job, "title" | "clock"> {
  readonly scope: string;
  readonly store: Pick<Store, "memory" | "log">;
}

/** What keeps the integration from running stands in the log, once for as long as it is the same. */
export async function logFindings(job: Found, findings: readonly Finding[]): Promise<void> {
  const { scope } = job;
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
export async function forgetFindings({ scope, store }: Pick<Found, "scope" | "store">): Promise<void> {
  if ((await store.memory.get(scope, TOPIC, SETUP)) !== undefined) await store.memory.remove(scope, TOPIC, SETUP);
}
