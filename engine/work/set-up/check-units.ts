import type { RecordValue } from "../../value/value.ts";
import { type Job, systemOf } from "../base/job.ts";
import { evaluateAll } from "../world/evaluate.ts";
import type { Finding } from "./finding.ts";
import { worldForChecks } from "./world-for-checks.ts";

/** With unit hierarchy: only units that are companies can be configured, and those that are not yet are named. */
export async function checkUnits(job: Job, settings: RecordValue): Promise<readonly Finding[]> {
  const { companies } = job.integration;
  if (companies === undefined) return [];
  const world = worldForChecks(job);
  const units: RecordValue[] = [];
  for await (const page of systemOf(job, companies.kind).pages(companies.kind.kind, {})) units.push(...page);
  const results = await evaluateAll(world, units, (unit) => companies.evaluate({ world, settings }, unit));
  const isCompany = (unit: RecordValue): boolean => results[units.indexOf(unit)] === true;
  const keyOf = (unit: RecordValue): string => String(unit[companies.key] ?? "");
  const nameOf = (unit: RecordValue): string => String(unit["name"] ?? keyOf(unit));
  const named = units.filter((unit) => isCompany(unit));
  if (job.unit === undefined) {
    if (named.length < 2) return [];
    return [
      {
        level: "error",
        code: "unit-missing",
        text: `${named.length} units are companies of their own (${named.map(nameOf).join(", ")}), and ${job.company} does not say which it stands for.`,
        advice: `Add "unit" to the company in the workspace file.`,
      },
    ];
  }
  const findings: Finding[] = [];
  const own = units.find((unit) => keyOf(unit) === job.unit);
  if (own === undefined)
    findings.push({
      level: "error",
      code: "unit-unknown",
      text: `There is no unit ${job.unit}.`,
      advice: `The units that are companies: ${named.map((unit) => `${nameOf(unit)} (${keyOf(unit)})`).join(", ")}.`,
    });
  else if (!isCompany(own))
    findings.push({
      level: "error",
      code: "unit-no-company",
      text: `The unit ${nameOf(own)} has no business ID of its own, so it cannot be configured.`,
      advice: "Choose a unit that is a company; documents of its units go through it.",
    });
  for (const unit of named.filter((one) => !job.configuredUnits.includes(keyOf(one)))) {
    findings.push({
      level: "warning",
      code: "unit-unconfigured",
      text: `The unit ${nameOf(unit)} is a company and is not configured: its documents are not transferred.`,
      advice: `Add a company with unit: ${keyOf(unit)} to the workspace file.`,
    });
  }
  return findings;
}
