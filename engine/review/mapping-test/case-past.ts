import type { CompiledFlow } from "../../compile/compiled.ts";
import type { RecordState } from "../../store/store.ts";
import { isoNow } from "../../work/base/calendar.ts";
import { type Job, scopeOf } from "../../work/base/job.ts";
import { readSettings } from "../../work/set-up/read-settings.ts";
import type { FixtureRecords } from "./fixture-records.ts";
import type { TestCase, TestFile } from "./test-file.ts";

/** What has happened before the flow of a case runs: its set-up, the links of registers, and what transfers have carried. */
export async function makePast(
  job: Job,
  past: {
    readonly file: TestFile;
    readonly testCase: TestCase;
    readonly flow: CompiledFlow;
    readonly fixtures: FixtureRecords;
  },
): Promise<void> {
  const { file, testCase, flow, fixtures } = past;
  await trustSettings(job);
  await linkBefore(job, file, fixtures);
  if (flow.kind === "follow") await carryBefore(job, flow, testCase, fixtures);
}

/** The checks of the set-up are not what a mapping's test is about: the settings count as activated. */
async function trustSettings(job: Job): Promise<void> {
  const { fingerprint } = await readSettings(job);
  await job.store.memory.put(scopeOf(job), "activation", fingerprint, isoNow(job));
}

/** A link of a register holds as if a person had made it: nothing is searched, and only what differs from the target is updated. */
async function linkBefore(job: Job, { links }: TestFile, fixtures: FixtureRecords): Promise<void> {
  for (const { register, source, target } of links) {
    const from = fixtures.records.get(source);
    const to = fixtures.records.get(target);
    if (from === undefined || to === undefined) continue;
    if (job.integration.transfers.has(register)) {
      await carried(job, register, from, to, "done");
      continue;
    }
    await job.store.links.put({
      scope: scopeOf(job),
      register,
      source: String(from.record[from.fixture.kind.id]),
      target: String(to.record[to.fixture.kind.id]),
      matchHash: "",
      writtenHash: "",
      written: { record: to.record, body: to.record, revision: 0 },
      origin: "manual",
    });
  }
}

/** What a follow watches has been carried before. */
async function carryBefore(
  job: Job,
  flow: Extract<CompiledFlow, { kind: "follow" }>,
  { record, document }: TestCase,
  fixtures: FixtureRecords,
): Promise<void> {
  const source = fixtures.records.get(record);
  const target = document === undefined ? undefined : fixtures.records.get(document);
  const [transfer] = flow.of;
  if (source === undefined || target === undefined || transfer === undefined) return;
  await carried(job, transfer, source, target, "watched");
}

type Named = NonNullable<ReturnType<FixtureRecords["records"]["get"]>>;

async function carried(job: Job, transfer: string, source: Named, target: Named, state: RecordState["state"]) {
  await job.store.records.put({
    scope: scopeOf(job),
    flow: transfer,
    source: String(source.record[source.fixture.kind.id]),
    label: source.fixture.name,
    state,
    sourceHash: "",
    target: String(target.record[target.fixture.kind.id]),
    code: undefined,
    message: undefined,
    advice: undefined,
    at: job.clock.now(),
  });
}
