import type { NamedRecord } from "../engine/service/named-records.ts";
import type { Job } from "../engine/work/base/job.ts";
import { DUE, type Selection } from "../engine/work/base/selection.ts";
import type { Chosen } from "./chosen.ts";
import type { Call, Options } from "./command.ts";
import { Failure, usageFailure } from "./failure.ts";
import { readMoment } from "./moments.ts";

/** How `plan` and `run` are told which records they are about. */
export const SELECTION: Options = {
  record: { value: "RECORD", text: "only this record, by its id or number, also when it was refused", many: true },
  since: { value: "WHEN", text: "what has changed since then, though it was looked at: 2026-03-01, 2h, 3d" },
};

/**
 * What the call is about in each of the chosen integrations; those that have nothing of it are left out. In one that cannot be
 * opened no record is looked for.
 */
export async function selected(
  call: Call,
  among: readonly Chosen[],
  open: (chosen: Chosen) => Job | undefined,
  flows: readonly string[] | undefined,
): Promise<ReadonlyMap<Chosen, Selection>> {
  const records = [...new Set(call.arguments.texts("record"))];
  const since = call.arguments.text("since");
  if (records.length > 0 && since !== undefined)
    throw usageFailure("--record and --since do not go together", "Give one of them.");
  const selection: Selection =
    since === undefined
      ? DUE
      : { kind: "since", since: new Date(readMoment("--since", since, Date.now())).toISOString() };
  if (records.length === 0) return new Map(among.map((chosen) => [chosen, selection]));
  return named(records, among, open, flows);
}

interface Found extends NamedRecord {
  readonly chosen: Chosen;
}

async function named(
  records: readonly string[],
  among: readonly Chosen[],
  open: (chosen: Chosen) => Job | undefined,
  flows: readonly string[] | undefined,
): Promise<ReadonlyMap<Chosen, Selection>> {
  const { recordsNamed } = await import("../engine/service/named-records.ts");
  const byChosen = new Map<Chosen, Map<string, string[]>>();
  for (const record of records) {
    const found: Found[] = [];
    for (const chosen of among) {
      const job = open(chosen);
      if (job === undefined) continue;
      for (const one of await recordsNamed(job, flows, record)) found.push({ ...one, chosen });
    }
    checkOne(record, found, flows);
    for (const { chosen, flow, id } of found) {
      const ofChosen = byChosen.get(chosen) ?? new Map<string, string[]>();
      byChosen.set(chosen, ofChosen);
      ofChosen.set(flow, [...new Set([...(ofChosen.get(flow) ?? []), id])]);
    }
  }
  return new Map([...byChosen].map(([chosen, ids]) => [chosen, { kind: "named", records: ids, insists: true }]));
}

/** One record may go through several flows; two records are never both meant. */
function checkOne(record: string, found: readonly Found[], flows: readonly string[] | undefined): void {
  const where = flows === undefined ? "" : ` in ${flows.join(", ")}`;
  if (found.length === 0)
    throw new Failure(`there is no record "${record}"${where}`, [
      "Give its id in the system that it is read from, or the number or name that people know it by.",
    ]);
  if (new Set(found.map(({ kind, id }) => `${kind} ${id}`)).size === 1) return;
  throw usageFailure(
    `"${record}" fits several records${where}`,
    ...found
      .slice(0, 10)
      .map(({ chosen, flow, id, label }) => `--record ${id} --flow ${flow}   ${label} (${chosen.scope})`),
    "Say which one as it stands there.",
  );
}
