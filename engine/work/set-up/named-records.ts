import type { RecordSetting } from "../../compile/compiled.ts";
import { namedPlaces } from "../../compile/named-places.ts";
import { nearest } from "../../source/nearest.ts";
import { stableHash } from "../../value/hash.ts";
import { getPath, type Path } from "../../value/path.ts";
import type { RecordValue } from "../../value/value.ts";
import { type Job, systemOf } from "../base/job.ts";
import { fieldOf } from "../base/names.ts";

type Name = string | number;

/** A place of the settings that names a record. */
interface Asked {
  readonly setting: RecordSetting;
  readonly path: Path;
  readonly named: Name;
}

/** The record that a name stands for; or why there is none, and what would be right. */
export interface NamedRecord {
  readonly record: RecordValue | undefined;
  readonly problem: "none" | "several" | undefined;
  readonly advice: string | undefined;
}

/** What the settings name, in their order. Settings that choose from the same records share one list of them. */
export async function namedRecords(
  job: Job,
  settings: RecordValue,
): Promise<readonly (Asked & { readonly found: NamedRecord })[]> {
  const asked = job.integration.settings.records.flatMap((setting) =>
    namedPlaces(settings, setting).flatMap((path): Asked[] => {
      const named = getPath(settings, path);
      return typeof named === "string" || typeof named === "number" ? [{ setting, path, named }] : [];
    }),
  );
  const found = new Map<Asked, NamedRecord>();
  const groups = Map.groupBy(asked, ({ setting: { kind, where } }) => stableHash([kind.side, kind.kind, where]));
  for (const group of groups.values()) {
    const names = new Set(group.map(({ named }) => String(named)));
    const records = await recordsNamed(job, (group[0] as Asked).setting, names);
    for (const one of group) found.set(one, records.get(String(one.named)) as NamedRecord);
  }
  return asked.map((one) => ({ ...one, found: found.get(one) as NamedRecord }));
}

/** How many names are looked at for one that is nearly right. */
const NAMES_MAX = 500;

/** The record that each name means: by its id, or by one of the fields that name such a record to people. */
async function recordsNamed(
  job: Job,
  { kind: { side, kind }, where }: RecordSetting,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, NamedRecord>> {
  const schema = job.schemas.get(side)?.kinds.get(kind);
  const idField = schema?.id ?? "id";
  const label = schema?.label ?? [];
  const present: string[] = [];
  const ranked = new Map([...names].map((name) => [name, new Map<number, RecordValue[]>()]));
  for await (const page of systemOf(job, { side }).pages(kind, { where })) {
    for (const record of page) {
      noteRanks(ranked, record, [idField, ...label]);
      if (present.length < NAMES_MAX) present.push(String(fieldOf(record, label[0] ?? idField) ?? ""));
    }
  }
  const result = new Map<string, NamedRecord>();
  for (const [name, found] of ranked) {
    const best = found.get(Math.min(...found.keys())) ?? [];
    // Of several with one name the one in use is meant, where there is only one.
    const inUse = best.filter((record) => record["isActive"] !== false);
    const [record, second] = inUse.length > 0 ? inUse : best;
    if (record === undefined) result.set(name, { record, problem: "none", advice: nearName(name, present) });
    else if (second !== undefined) {
      const ids = best.map((one) => String(one[idField])).join(", ");
      const advice = `Name one of them by its ${idField}: ${ids}.`;
      result.set(name, { record: undefined, problem: "several", advice });
    } else {
      // A row of a list may lack fields that the rules read.
      const whole = (await systemOf(job, { side }).read(kind, record[idField] as Name)) ?? record;
      result.set(name, { record: { ...where, ...whole }, problem: undefined, advice: undefined });
    }
  }
  return result;
}

/** Notes a record under those of the names that it has, each by the rank of the first field that has it. */
function noteRanks(
  ranked: ReadonlyMap<string, Map<number, RecordValue[]>>,
  record: RecordValue,
  fields: readonly string[],
): void {
  const noted = new Set<string>();
  for (const [rank, field] of fields.entries()) {
    const name = String(fieldOf(record, field) ?? "");
    const found = ranked.get(name);
    if (found === undefined || noted.has(name)) continue;
    noted.add(name);
    found.set(rank, [...(found.get(rank) ?? []), record]);
  }
}

function nearName(name: string, present: readonly string[]): string {
  const close = nearest(name, present);
  return close === undefined ? `There are: ${present.slice(0, 10).join(", ")}.` : `Did you mean "${close}"?`;
}
