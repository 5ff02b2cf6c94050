import type { CompiledFlow, CompiledIntegration, CompiledRegister, Lineage } from "../../compile/compiled.ts";
import type { Clock } from "../../http/system.ts";
import type { TypedIntegration } from "../../mapping/tree/typed-integration.ts";
import type { Report } from "../../source/diagnostic.ts";
import { openStore } from "../../store/open-store.ts";
import type { LogEntry, RecordState } from "../../store/store.ts";
import { type Job, scopeOf, silent } from "../../work/base/job.ts";
import { runOnce } from "../../work/run.ts";
import type { RunReport } from "../../work/run-report.ts";
import { notingLineage } from "../note-lineage.ts";
import { makePast } from "./case-past.ts";
import { answersOf, type FixtureRecords, fixtureRecords } from "./fixture-records.ts";
import { FixtureSystem } from "./fixture-system.ts";
import { type Reached, Went } from "./reached.ts";
import type { Change, Fixture, TestCase, TestFile } from "./test-file.ts";
import type { Written } from "./written.ts";

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
  const went = new Went();
  const noted = notingLineage(flow, {
    lineage: (made) => {
      lineage.push(...made);
      went.lineage(made);
    },
    branch: went.branch,
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
            register === flow ? (noted as CompiledRegister) : notingLineage(register, went),
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
    await makePast(job, { file, testCase, flow, fixtures });
    const runReport = await runOnce(job);
    const scope = scopeOf(job);
    const states = await store.records.list(scope, { flow: flow.name });
    return {
      report: runReport,
      written,
      states,
      log: await store.log.list({ scope }),
      lineage,
      reached: went.reached,
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
