import { getPath } from "../../value/path.ts";
import type { RecordValue } from "../../value/value.ts";
import { type Job, systemOf } from "../base/job.ts";
import { fieldOf } from "../base/names.ts";
import type { Finding } from "./finding.ts";

/** Records shown of a list that a setting can be chosen from. */
const CHOICES = 10;

/** Settings that name a record and are not chosen yet, with what there is to choose from. */
export async function openChoices(job: Job, settings: RecordValue): Promise<readonly Finding[]> {
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
