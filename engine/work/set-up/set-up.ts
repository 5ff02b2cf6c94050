import { ReadFault } from "../../connector/operations.ts";
import { isoNow } from "../base/calendar.ts";
import { type Job, scopeOf } from "../base/job.ts";
import { checkUnits } from "./check-units.ts";
import { connectionFailed, type Finding, isRefused } from "./finding.ts";
import { openChoices } from "./open-choices.ts";
import { type Prepared, readSettings, textOfFault } from "./read-settings.ts";
import { runChecks } from "./run-checks.ts";

/** Connects, reads settings where they are not `known`, and checks everything: what the guide shows and activation needs. */
export async function setUp(job: Job, known?: Prepared): Promise<Prepared> {
  const unreachable = await probeAll(job);
  if (unreachable.length > 0) {
    const { findings, fingerprint } = withoutSystems(job);
    return { settings: {}, findings: [...findings, ...unreachable], fingerprint };
  }
  const prepared = known ?? (await readSettings(job));
  const checks = await runChecks(job, prepared.settings);
  const units = await checkUnits(job, prepared.settings);
  const choices = await openChoices(job, prepared.settings);
  const findings = [...prepared.findings, ...checks, ...units, ...choices];
  if (!isRefused(findings)) {
    await job.store.memory.put(scopeOf(job), "activation", prepared.fingerprint, isoNow(job));
  }
  return { ...prepared, findings };
}

/** What can be said of the settings while a system cannot be reached. */
function withoutSystems(job: Job): { readonly findings: readonly Finding[]; readonly fingerprint: string } {
  const { faults } = job.integration.settings.read(job.settings);
  return {
    findings: faults.map((fault) => ({
      level: "error",
      code: fault.missing ? "setting-missing" : "setting-wrong",
      text: textOfFault(fault),
      advice: undefined,
    })),
    fingerprint: "",
  };
}

async function probeAll(job: Job): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [name, system] of job.systems) {
    try {
      await system.probe();
    } catch (fault) {
      if (!(fault instanceof ReadFault)) throw fault;
      findings.push(connectionFailed(name, fault));
    }
  }
  return findings;
}
