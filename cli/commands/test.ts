import { join } from "node:path";
import { compileIntegration } from "../../engine/compile/compile-integration.ts";
import type { LoadedIntegration } from "../../engine/project/load-integration.ts";
import type { Sources } from "../../engine/project/sources.ts";
import { jsonDiagnostic } from "../../engine/report/json.ts";
import { jsonText } from "../../engine/report/json-text.ts";
import { testJunit } from "../../engine/report/test-junit.ts";
import { type TestRun, testFaults, testsText } from "../../engine/report/tests-text.ts";
import { coverageOf, type FlowCoverage } from "../../engine/review/coverage.ts";
import { runTests, type TestResult } from "../../engine/review/mapping-test/run-tests.ts";
import { readTestFile, type TestFile } from "../../engine/review/mapping-test/test-file.ts";
import { collector, hasErrors } from "../../engine/source/collect.ts";
import type { Diagnostic, Report } from "../../engine/source/diagnostic.ts";
import { placeOf } from "../../engine/source/place.ts";
import { ANY_NUMBER, type Call, type Command, format } from "../command.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import { mappingPaths } from "../mapping-paths.ts";
import { openMappings } from "../open-mappings.ts";
import { progress } from "../progress.ts";

export const test: Command = {
  name: "test",
  summary: "runs the mappings' own tests",
  usage: "[PATH…] [options]",
  text: [
    "Runs the cases of tests/*.test.yaml: each flow over the records that the file gives, as a run would, without any call",
    "to a system. PATH is a mapping folder, a folder of them or a test file; all if left out.",
  ].join("\n"),
  positionals: { least: 0, most: ANY_NUMBER, names: ["PATH"] },
  options: {
    ...format("json", "junit"),
    name: { value: "TEXT", text: "only cases whose name has this text in it" },
    coverage: { text: "says which target fields no case has made and which branches of the rules none has taken" },
  },
  examples: [
    { line: "koppel test", text: "all tests of all mappings" },
    {
      line: "koppel test mappings/severa-procountor --name channel --coverage",
      text: "some cases, and what they leave out",
    },
  ],
  exits: [EXIT.fine, EXIT.usage, EXIT.checkErrors, EXIT.testsFailed],
  run: runTestCommand,
};

async function runTestCommand(call: Call): Promise<ExitCode> {
  const started = performance.now();
  const ran = await runAll(call);
  const { colours } = call.terminal;
  const seconds = (performance.now() - started) / 1000;
  const form = call.arguments.text("format");
  if (form === "json") call.terminal.print(jsonText(jsonOf(ran, call.arguments.flag("coverage"))));
  else if (form === "junit") call.terminal.print(testJunit(ran.results));
  else call.terminal.print(testsText(ran, { seconds, coverage: call.arguments.flag("coverage") }, colours));
  if (form === "junit" && ran.diagnostics.length > 0)
    call.terminal.tell(testFaults(ran.diagnostics, call.terminal.talkColours));
  if (ran.results.some(({ misses }) => misses.length > 0)) return EXIT.testsFailed;
  return hasErrors(ran.diagnostics) ? EXIT.checkErrors : EXIT.fine;
}

async function runAll(call: Call): Promise<TestRun> {
  const collected = collector();
  const open = await openMappings(call, collected.report);
  const results: TestResult[] = [];
  const coverage: FlowCoverage[] = [];
  const bar = progress(call.terminal, "testing");
  for (const { folder, only } of mappingPaths(call, open)) {
    const loaded = open.library.integrationAt(folder);
    const files = testFilesOf(loaded, only, open.sources, collected.report);
    if (files.length === 0 || loaded.typed === undefined || hasErrorsOf(loaded, collected.diagnostics)) continue;
    for await (const result of resultsOf(loaded.typed, files, call, collected.report)) {
      results.push(result);
      bar.update(results.length);
    }
    if (call.arguments.flag("coverage"))
      coverage.push(...coverageOf(loaded.typed, results, new Set(files.map(({ flow }) => flow))));
  }
  bar.end();
  return { results, coverage, diagnostics: collected.diagnostics.filter(({ severity }) => severity === "error") };
}

function hasErrorsOf({ files }: LoadedIntegration, diagnostics: readonly Diagnostic[]): boolean {
  const paths = new Set(files.map(({ path }) => path));
  return hasErrors(diagnostics.filter(({ span }) => paths.has(span.source.path)));
}

function testFilesOf(
  { folder, typed }: LoadedIntegration,
  only: readonly string[] | undefined,
  sources: Sources,
  report: Report,
): readonly TestFile[] {
  if (typed === undefined) return [];
  const named = only?.filter((path) => path.endsWith(".test.yaml"));
  const paths =
    named !== undefined && named.length > 0 ? named : sources.filesIn(join(folder, "tests"), [".test.yaml"]);
  const flows = only?.filter((path) => !path.endsWith(".test.yaml")).map((path) => sources.shown(path)) ?? [];
  const files = paths.flatMap((path) => {
    const source = sources.read(path, report);
    return source === undefined ? [] : (readTestFile(source, typed, report) ?? []);
  });
  if (flows.length === 0) return files;
  return files.filter(({ flow }) => flows.includes(typed.flows.get(flow)?.span.source.path ?? ""));
}

async function* resultsOf(
  typed: NonNullable<LoadedIntegration["typed"]>,
  files: readonly TestFile[],
  call: Call,
  report: Report,
): AsyncGenerator<TestResult> {
  const compiled = compileIntegration(typed, { trace: true });
  const wanted = call.arguments.text("name")?.toLowerCase();
  for (const file of files) {
    const cases =
      wanted === undefined ? file.cases : file.cases.filter(({ name }) => name.toLowerCase().includes(wanted));
    yield* runTests({ ...file, cases }, { typed, compiled, report });
  }
}

function jsonOf({ results, coverage, diagnostics }: TestRun, withCoverage: boolean): object {
  return {
    passed: results.filter(({ misses }) => misses.length === 0).length,
    failed: results.filter(({ misses }) => misses.length > 0).length,
    diagnostics: diagnostics.map(jsonDiagnostic),
    tests: results.map(({ file, flow, name, span, misses, ms }) => ({
      file,
      flow,
      name,
      place: placeOf(span),
      passed: misses.length === 0,
      ms: Math.round(ms),
      misses: misses.map((miss) => ({
        place: placeOf(miss.span),
        what: miss.what,
        expected: miss.expected,
        found: miss.found,
        ...(miss.madeBy === undefined ? {} : { madeBy: placeOf(miss.madeBy) }),
      })),
    })),
    ...(withCoverage ? { coverage } : {}),
  };
}
