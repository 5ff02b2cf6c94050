import type { FlowCoverage } from "../review/coverage.ts";
import type { Miss } from "../review/mapping-test/miss.ts";
import type { TestResult } from "../review/mapping-test/run-tests.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { placeOf } from "../source/place.ts";
import type { Span } from "../source/span.ts";
import { forLine, forSentence } from "../value/cleaned.ts";
import { coverageText } from "./coverage-text.ts";
import { plural } from "./plural.ts";
import { renderPretty } from "./pretty.ts";
import type { Colours } from "./screen.ts";

export interface TestRun {
  readonly results: readonly TestResult[];
  readonly coverage: readonly FlowCoverage[];
  /** Faults of mappings and test files. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What failed, with what was expected and found; then how many passed. */
export function testsText(
  { results, coverage, diagnostics }: TestRun,
  options: { readonly seconds: number; readonly coverage: boolean },
  colours: Colours,
): string {
  const failed = results.filter(({ misses }) => misses.length > 0);
  const lines = diagnostics.length === 0 ? [] : [testFaults(diagnostics, colours)];
  for (const { name, flow, span, misses } of failed) {
    lines.push(
      `${colours.red("failed")} ${colours.bold(forLine(name))} ${colours.dim(`${forLine(flow)}, ${place(span)}`)}`,
      ...misses.flatMap((miss) => missLines(miss, colours)),
      "",
    );
  }
  if (options.coverage) lines.push(...coverageText(coverage, colours), "");
  const passed = results.length - failed.length;
  const files = new Set(results.map(({ file }) => file)).size;
  const time = colours.dim(`(${options.seconds.toFixed(1)} s)`);
  if (results.length === 0 && diagnostics.length > 0) lines.push("No test could be run.");
  else if (results.length === 0)
    lines.push("No tests were found: they stand in tests/*.test.yaml of a mapping folder.");
  else if (failed.length === 0)
    lines.push(`${colours.green(`${plural(passed, "test")} passed`)} in ${plural(files, "file")} ${time}`);
  else lines.push(`${colours.red(`${plural(failed.length, "test")} failed`)}, ${passed} passed ${time}`);
  return lines.join("\n");
}

export function testFaults(diagnostics: readonly Diagnostic[], colours: Colours): string {
  return renderPretty(diagnostics, { colour: colours.isColorSupported, width: 120 });
}

function missLines({ span, what, expected, found, madeBy }: Miss, { red, green, dim }: Colours): readonly string[] {
  return [
    `  ${forLine(what)} ${dim(place(span))}`,
    `    expected ${green(forSentence(expected))}`,
    `    found    ${red(forSentence(found))}`,
    ...(madeBy === undefined ? [] : [`    ${dim(`made by ${place(madeBy)}`)}`]),
  ];
}

function place(span: Span): string {
  return forLine(placeOf(span));
}
