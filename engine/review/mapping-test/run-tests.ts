import type { CompiledIntegration } from "../../compile/compiled.ts";
import type { TypedIntegration } from "../../mapping/tree/typed-integration.ts";
import type { Report } from "../../source/diagnostic.ts";
import type { Span } from "../../source/span.ts";
import { cellMisses, type Expecting, missesOf } from "./expectations.ts";
import type { Miss } from "./miss.ts";
import type { Reached } from "./reached.ts";
import { type CaseContext, runCase } from "./run-case.ts";
import type { Change, Matrix, TestCase, TestFile } from "./test-file.ts";

export interface TestResult {
  readonly file: string;
  readonly flow: string;
  /** The name of the case; rows of a matrix have their number behind it. */
  readonly name: string;
  readonly span: Span;
  readonly misses: readonly Miss[];
  readonly reached: Reached;
  readonly ms: number;
}

export interface TestsContext {
  readonly typed: TypedIntegration;
  readonly compiled: CompiledIntegration;
  readonly report: Report;
}

/** Runs the cases of one file, each by itself. Faults of the file are reported; a case that has one counts as failed. */
export async function* runTests(file: TestFile, context: TestsContext): AsyncGenerator<TestResult> {
  for (const testCase of file.cases) {
    if (testCase.matrix === undefined) yield await runOne(file, context, testCase);
    else
      for (const [index, row] of testCase.matrix.rows.entries())
        yield await runRow(file, context, testCase, testCase.matrix, row, index + 1);
  }
}

async function runOne(file: TestFile, context: TestsContext, testCase: TestCase): Promise<TestResult> {
  const { expect } = testCase;
  return judge(file, context, testCase, testCase.changes, testCase.name, testCase.span, (expecting) =>
    expect === undefined ? [] : missesOf(expect, expecting),
  );
}

async function runRow(
  file: TestFile,
  context: TestsContext,
  testCase: TestCase,
  matrix: Matrix,
  row: Matrix["rows"][number],
  number: number,
): Promise<TestResult> {
  const varied = matrix.vary.flatMap(({ text, span }, index): readonly Change[] => {
    const value = row.cells[index];
    const dot = text.indexOf(".");
    return value === undefined ? [] : [{ of: text.slice(0, dot), path: text.slice(dot + 1), value, span }];
  });
  return judge(
    file,
    context,
    testCase,
    [...testCase.changes, ...varied],
    `${testCase.name}, row ${number}`,
    row.span,
    (expecting) =>
      matrix.expect.flatMap(({ text, span }, index) => {
        const cell = row.cells[matrix.vary.length + index];
        return cell === undefined ? [] : cellMisses(text, cell, span, expecting);
      }),
  );
}

async function judge(
  file: TestFile,
  { typed, compiled, report }: TestsContext,
  testCase: TestCase,
  changes: readonly Change[],
  name: string,
  span: Span,
  compare: (expecting: Expecting) => readonly Miss[],
): Promise<TestResult> {
  const started = performance.now();
  let faults = 0;
  const counting: Report = (code, at, facts, options) => {
    faults++;
    report(code, at, facts, options);
  };
  const context: CaseContext = { file, typed, compiled, report: counting };
  const outcome = await runCase(context, testCase, changes);
  const misses = outcome === undefined ? [] : compare({ outcome, typed, compiled, report: counting });
  const spoilt: readonly Miss[] =
    faults > 0
      ? [
          {
            span,
            what: "the case",
            expected: "without faults",
            found: "it has faults of its own, see above",
            madeBy: undefined,
          },
        ]
      : [];
  return {
    file: file.source.path,
    flow: file.flow,
    name,
    span,
    misses: [...spoilt, ...misses],
    reached: outcome?.reached ?? { lines: [], branches: [] },
    ms: performance.now() - started,
  };
}
