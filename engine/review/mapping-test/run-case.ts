import type { CompiledFlow, CompiledIntegration, CompiledRegister, Lineage } from "../../compile/compiled.ts";
import type { Clock } from "../../http/system.ts";
import type { TypedIntegration } from "../../mapping/tree/typed-integration.ts";
import type { Report } from "../../source/diagnostic.ts";
import type { Span } from "../../source/span.ts";
import { openStore } from "../../store/open-store.ts";
import type { LogEntry, RecordState } from "../../store/store.ts";
import { isoNow } from "../../work/base/calendar.ts";
import { type Job, scopeOf, silent } from "../../work/base/job.ts";
import { runOnce } from "../../work/run.ts";
import type { RunReport } from "../../work/run-report.ts";
import { readSettings } from "../../work/set-up/read-settings.ts";
import { notingLineage } from "../note-lineage.ts";
import { answersOf, type FixtureRecords, fixtureRecords } from "./fixture-records.ts";
import { FixtureSystem } from "./fixture-system.ts";
import type { Change, Fixture, TestCase, TestFile } from "./test-file.ts";
import type { Written } from "./written.ts";

/** Where the mapping went for a record, that of prerequisites included. */
export interface Reached {
  /** Lines that gave a target field its value. */
  readonly lines: readonly Span[];
  /** Branches of conditional chains and matches that were taken. */
  readonly branches: readonly Span[];
}

/** What the flow made of the record. */
export interface CaseOutcome {
  readonly report: RunReport;
  readonly written: readonly Written[];
  readonly states: readonly RecordState[];
  readonly log: readonly LogEntry[];
  readonly lineage: readonly Lineage[];
  readonly reached: Reached;
  readonly fixtures: FixtureRecords;
  readonly flow: CompiledFlow;
  readonly fixture: Fixture;
}

export interface CaseContext {
  readonly file: TestFile;
  readonly typed: TypedIntegration;
  readonly compiled: CompiledIntegration;
  readonly report: Report;
}

/** Runs the flow over the record of a case, as a run would, against the records of the file. Undefined after a fault that was reported. */
export async function runCase(
  context: CaseContext,
  testCase: TestCase,
  changes: readonly Change[],
): Promise<CaseOutcome | undefined> {
  const { file, typed, compiled, report } = context;
  const fixtures = fixtureRecords(file, changes, typed, report);
  const subject = fixtures.records.get(testCase.record);
  const flow = flowNamed(compiled, file.flow);
  if (subject === undefined || flow === undefined) return undefined;
  const written: Written[] = [];
  const answers = answersOf(testCase.answers, fixtures, typed, report);
  const only = { kind: subject.fixture.kind.kind, id: String(subject.record[subject.fixture.kind.id]) };
  const systems = new Map(
    [...typed.sides].map(([side, { schema }]) => [
      side,
      new FixtureSystem({
        side,
        schema,
        fixtures,
        answers,
        only: side === subject.fixture.side ? only : undefined,
        written,
      }),
    ]),
  );
  const lineage: Lineage[] = [];
  const lines: Span[] = [];
  const branches = new Map<string, Span>();
  const branch = (span: Span): void => void branches.set(`${span.source.path} ${span.start} ${span.end}`, span);
  const reach = (made: readonly Lineage[]): void =>
    void lines.push(...made.flatMap(({ value, span }) => (value === undefined ? [] : [span])));
  const noted = notingLineage(flow, {
    lineage: (made) => {
      lineage.push(...made);
      reach(made);
    },
    branch,
  });
  const store = await openStore("memory:");
  try {
    const job: Job = {
      company: "test",
      title: "Test",
      timezone: "Europe/Helsinki",
      unit: undefined,
      configuredUnits: [],
      integration: {
        ...compiled,
        flows: [{ flow: noted, when: undefined }],
        registers: new Map(
          [...compiled.registers].map(([name, register]) => [
            name,
            register === flow ? (noted as CompiledRegister) : notingLineage(register, { lineage: reach, branch }),
          ]),
        ),
      },
      schemas: new Map([...typed.sides].map(([side, { schema }]) => [side, schema])),
      systems,
      settings: fixtures.settings,
      confirmed: compiled.preconditions.flatMap(({ confirm }) => confirm ?? []),
      store,
      clock: stoppedClock(Date.parse(file.now)),
      owner: "test",
      concurrency: 1,
      progress: silent,
    };
    await trustSettings(job);
    await linkBefore(job, file, fixtures);
    if (flow.kind === "follow") await carryBefore(job, flow, testCase, fixtures);
    const runReport = await runOnce(job);
    const scope = scopeOf(job);
    const states = await store.records.list(scope, { flow: flow.name });
    return {
      report: runReport,
      written,
      states,
      log: await store.log.list({ scope }),
      lineage,
      reached: { lines, branches: [...branches.values()] },
      fixtures,
      flow,
      fixture: subject.fixture,
    };
  } finally {
    await store.close();
  }
}

function flowNamed(compiled: CompiledIntegration, name: string): CompiledFlow | undefined {
  return (
    compiled.transfers.get(name) ??
    compiled.registers.get(name) ??
    compiled.flows.find(({ flow }) => flow.name === name)?.flow
  );
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

/** Time stands still but for the waits, which take none. */
function stoppedClock(start: number): Clock {
  let now = start;
  return {
    now: () => now,
    monotonic: () => now - start,
    async sleep(ms) {
      now += ms;
    },
  };
}
