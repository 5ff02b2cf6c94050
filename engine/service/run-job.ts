import type { Clock } from "../http/system.ts";
import type { Store } from "../store/store.ts";
import type { Job } from "../work/base/job.ts";
import { type RunOptions, runOnce } from "../work/run.ts";
import type { RunReport } from "../work/run-report.ts";
import type { Finding } from "../work/set-up/finding.ts";
import { logFindings } from "../work/set-up/log-findings.ts";
import { noteStop } from "./stops.ts";

/** One integration of one company, which may turn out not to be one that can be run. */
export interface RunPlace {
  readonly scope: string;
  /** The company's name for people. */
  readonly title: string;
  readonly store: Store;
  readonly clock: Clock;
  /** The job, or why there is none. */
  readonly open: () => Job | readonly Finding[];
}

/** A run of whatever can be run, with what keeps it from running noted for `status` and the log. Throws as `runOnce` does. */
export async function runJob(place: RunPlace, options: RunOptions): Promise<RunReport> {
  const { scope, store, clock } = place;
  const report = await reportOf(place, options);
  switch (report.kind) {
    case "done":
      await noteStop(store, scope, "run", [], clock.now());
      break;
    case "not-active":
      await noteStop(store, scope, "run", report.findings, clock.now());
      break;
    case "held":
      break;
  }
  return report;
}

async function reportOf(place: RunPlace, options: RunOptions): Promise<RunReport> {
  const { scope, store, clock } = place;
  const opened = place.open();
  try {
    if (!isFindings(opened)) return await runOnce(opened, options);
    await logFindings(place, opened);
    await store.flush();
    return { kind: "not-active", scope, findings: opened };
  } catch (problem) {
    const text = problem instanceof Error ? problem.message : String(problem);
    const advice = 'The next run tries it again. If it stays so, look at the store with "koppel status".';
    // The store itself may be what fails: what is thrown tells more than that.
    await noteStop(store, scope, "run", [{ level: "error", code: "run-failed", text, advice }], clock.now()).catch(
      () => {},
    );
    throw problem;
  }
}

function isFindings(opened: Job | readonly Finding[]): opened is readonly Finding[] {
  return Array.isArray(opened);
}
