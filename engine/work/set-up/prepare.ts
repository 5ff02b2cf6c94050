import { ReadFault } from "../../connector/operations.ts";
import { type Job, scopeOf } from "../base/job.ts";
import { connectionFailed, isRefused } from "./finding.ts";
import { type Prepared, readSettings } from "./read-settings.ts";
import { setUp } from "./set-up.ts";

/** How long an activation is trusted before the systems are checked again. */
const ACTIVATION_MS = 24 * 60 * 60_000;

/** Settings for a run; the systems are checked only when that has not been done for these settings since yesterday. */
export async function prepare(job: Job): Promise<Prepared> {
  try {
    return await prepareReachable(job);
  } catch (fault) {
    // A finding of this company alone: the others of the workspace run all the same.
    if (!(fault instanceof ReadFault)) throw fault;
    return { settings: {}, findings: [connectionFailed(fault.system, fault)], fingerprint: "" };
  }
}

async function prepareReachable(job: Job): Promise<Prepared> {
  const prepared = await readSettings(job);
  if (isRefused(prepared.findings)) return prepared;
  const activated = await job.store.memory.get(scopeOf(job), "activation", prepared.fingerprint);
  if (activated !== undefined && job.clock.now() - Date.parse(activated) < ACTIVATION_MS) return prepared;
  return setUp(job, prepared);
}
