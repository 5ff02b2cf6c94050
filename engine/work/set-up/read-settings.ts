import type { CompiledIntegration } from "../../compile/compiled.ts";
import { stableHash } from "../../value/hash.ts";
import { setPath } from "../../value/path.ts";
import type { RecordValue, Value } from "../../value/value.ts";
import type { Job } from "../base/job.ts";
import type { Finding } from "./finding.ts";
import { namedRecords } from "./named-records.ts";

export interface Prepared {
  /** Settings with the records they name; holes where something is missing. */
  readonly settings: RecordValue;
  readonly findings: readonly Finding[];
  /** Changes when the settings, what was confirmed, or the mapping's checks change. */
  readonly fingerprint: string;
}

/** Reads the settings and resolves the records they name. Says everything that is wrong, not the first thing. */
export async function readSettings(job: Job): Promise<Prepared> {
  const { value, faults } = job.integration.settings.read(job.settings);
  const findings: Finding[] = faults.map((fault) => ({
    level: "error",
    code: fault.missing ? "setting-missing" : "setting-wrong",
    text: textOfFault(fault),
    advice: fault.missing ? "Fill it in under the company's settings in the workspace file." : undefined,
  }));
  for (const { title, confirm, advice } of job.integration.preconditions) {
    if (confirm === undefined || job.confirmed.includes(confirm)) continue;
    findings.push({
      level: "error",
      code: "not-confirmed",
      text: `Not confirmed: ${title}`,
      advice: `${advice} Then add "${confirm}" to "confirmed" in the workspace file.`,
    });
  }
  let settings = value;
  for (const { setting, path, named, found } of await namedRecords(job, value)) {
    settings = setPath(settings, path, found.record) as RecordValue;
    if (found.record === undefined)
      findings.push({
        level: "error",
        code: found.problem === "several" ? "setting-ambiguous" : "setting-names-nothing",
        text: `The setting "${setting.title}" (${path.join(".")}) names "${String(named)}", ${found.problem === "several" ? `of which ${setting.kind.side} has several` : `which ${setting.kind.side} does not have`}.`,
        advice: found.advice,
      });
  }
  return {
    settings,
    findings,
    fingerprint: fingerprintOf(job),
  };
}

type SettingFault = ReturnType<CompiledIntegration["settings"]["read"]>["faults"][number];

/** What is wrong with a setting, in a sentence. */
export function textOfFault({ title, path, missing, problem }: SettingFault): string {
  const what = missing ? "is missing" : problem;
  return `The setting "${title}" (${path}) ${what}${/[?…]$/.test(what) ? "" : "."}`;
}

/** Other settings, another unit or other checks are to be looked at before they are trusted. */
function fingerprintOf({ settings, confirmed, unit, integration }: Job): string {
  const checks = new Set(integration.checks.map(({ span }) => span.source.text));
  return stableHash([settings as Value, confirmed as readonly string[], unit ?? "", integration.name, [...checks]]);
}
