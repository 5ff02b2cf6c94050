import type { Said, Scene } from "../compile/compiled.ts";
import { ReadFault } from "../connector/operations.ts";
import { stableHash } from "../value/hash.ts";
import { getPath, setPath } from "../value/path.ts";
import type { RecordValue, Value } from "../value/value.ts";
import { isoNow, todayOf } from "./calendar.ts";
import { type Job, scopeOf, systemOf } from "./job.ts";
import { fieldOf } from "./names.ts";
import { evaluateAll } from "./world/evaluate.ts";
import { lookupsOf } from "./world/lookups.ts";
import { namedRecords } from "./world/named-records.ts";
import { RunWorld } from "./world/run-world.ts";

/** One reason for or against switching an integration on. */
export interface Finding {
  readonly level: "error" | "warning" | "note";
  readonly code: string;
  readonly text: string;
  readonly advice: string | undefined;
}

export interface Prepared {
  /** Settings with the records they name; holes where something is missing. */
  readonly settings: RecordValue;
  readonly findings: readonly Finding[];
  /** Changes when the settings, what was confirmed, or the mapping's checks change. */
  readonly fingerprint: string;
}

/** Whether anything of it keeps the integration from running. */
export function isRefused(findings: readonly Finding[]): boolean {
  return findings.some(({ level }) => level === "error");
}

/** How long an activation is trusted before the systems are checked again. */
const ACTIVATION_MS = 24 * 60 * 60_000;

/** Reads the settings and resolves the records they name. Says everything that is wrong, not the first thing. */
export async function readSettings(job: Job): Promise<Prepared> {
  const { value, faults } = job.integration.settings.read(job.settings);
  const findings: Finding[] = faults.map((fault) => ({
    level: "error",
    code: fault.missing ? "setting-missing" : "setting-wrong",
    text: fault.missing
      ? `The setting "${fault.title}" (${fault.path}) is missing.`
      : `The setting "${fault.title}" (${fault.path}) ${fault.problem}${/[?…]$/.test(fault.problem) ? "" : "."}`,
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

/** Other settings, another unit or other checks are to be looked at before they are trusted. */
function fingerprintOf({ settings, confirmed, unit, integration }: Job): string {
  const checks = new Set(integration.checks.map(({ span }) => span.source.text));
  return stableHash([settings as Value, confirmed as readonly string[], unit ?? "", integration.name, [...checks]]);
}

/** The integration's own checks against both systems, each with its advice. */
export async function runChecks(job: Job, settings: RecordValue): Promise<readonly Finding[]> {
  const world = worldForChecks(job);
  const scene: Scene = { world, settings };
  const results = await evaluateAll(world, job.integration.checks, (check) => ({
    level: check.severity,
    said: check.evaluate(scene),
  }));
  return results.flatMap((result) => {
    if (result instanceof ReadFault)
      return [
        {
          level: "error" as const,
          code: "check-failed",
          text: `${result.system} did not answer ${result.route}: ${result.message}`,
          advice: "Check the connection and the rights of its user.",
        },
      ];
    return result.said.map((said: Said) => ({
      level: result.level,
      code: said.code,
      text: said.text,
      advice: said.advice,
    }));
  });
}

/** With unit hierarchy: only units that are companies can be configured, and those that are not yet are named. */
async function checkUnits(job: Job, settings: RecordValue): Promise<readonly Finding[]> {
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

function worldForChecks(job: Job): RunWorld {
  return new RunWorld(lookupsOf(job), job.concurrency, isoNow(job), todayOf(job));
}

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

/** Records shown of a list that a setting can be chosen from. */
const CHOICES = 10;

/** Settings that name a record and are not chosen yet, with what there is to choose from. */
async function openChoices(job: Job, settings: RecordValue): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { path, below, kind, where, title } of job.integration.settings.records) {
    if (below > 0 || getPath(settings, path) !== undefined) continue;
    const label = job.schemas.get(kind.side)?.kinds.get(kind.kind)?.label ?? [];
    const names: string[] = [];
    for await (const page of systemOf(job, kind).pages(kind.kind, { where })) {
      for (const record of page) names.push(label.flatMap((field) => fieldOf(record, field) ?? []).join(" "));
      if (names.length > CHOICES) break;
    }
    const more = names.length > CHOICES ? ", …" : "";
    findings.push({
      level: "note",
      code: "setting-open",
      text: `The setting "${title}" (${path.join(".")}) is not chosen.`,
      advice:
        names.length === 0 ? `${kind.side} has none.` : `There are: ${names.slice(0, CHOICES).join(", ")}${more}.`,
    });
  }
  return findings;
}

/** What can be said of the settings while a system cannot be reached. */
function withoutSystems(job: Job): { readonly findings: readonly Finding[]; readonly fingerprint: string } {
  const { faults } = job.integration.settings.read(job.settings);
  return {
    findings: faults.map((fault) => ({
      level: "error",
      code: fault.missing ? "setting-missing" : "setting-wrong",
      text: `The setting "${fault.title}" (${fault.path}) ${fault.missing ? "is missing" : fault.problem}.`,
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

function connectionFailed(system: string, fault: ReadFault): Finding {
  return {
    level: "error",
    code: "connection-failed",
    text: `The connection to ${system} does not work: ${withoutPrefix(fault.message, `${system}: `)}.`,
    advice: "Check the address, the credentials and the rights of their user.",
  };
}

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

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text;
}
