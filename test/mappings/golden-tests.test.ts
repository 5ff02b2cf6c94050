import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileIntegration, notRunnable } from "../../engine/compile/compile-integration.ts";
import type { TypedIntegration } from "../../engine/mapping/tree/typed-integration.ts";
import { renderPretty } from "../../engine/report/pretty.ts";
import { runTests } from "../../engine/review/mapping-test/run-tests.ts";
import { readTestFile } from "../../engine/review/mapping-test/test-file.ts";
import type { SourceText } from "../../engine/source/span.ts";
import { golden, readMappings, withDiagnostics } from "./read-golden.ts";

/** What this version can run of an integration: not the registers that flow both ways, nor what sends a document. */
function runnable(typed: TypedIntegration): TypedIntegration {
  const left = new Set(notRunnable(typed).map(({ flow }) => flow));
  const flows = new Map([...typed.flows].filter(([name]) => !left.has(name)));
  return { ...typed, flows, order: typed.order.filter(({ name }) => !left.has(name)) };
}

/** A register that others need and that cannot be run has a simple one in its place. */
const standIn =
  (integration: string) =>
  (file: SourceText): SourceText => {
    const path = join(golden, "stand-ins", integration, basename(file.path));
    return existsSync(path) ? { ...file, text: readFileSync(path, "utf8") } : file;
  };

const folders = readdirSync(join(golden, "mappings")).filter((name) =>
  existsSync(join(golden, "mappings", name, "tests")),
);

describe.each(folders)("%s", (integration) => {
  const folder = join(golden, "mappings", integration);
  const { typed } = readMappings(folder, standIn(integration));
  if (typed === undefined) throw new Error(`${integration} cannot be read`);
  const part = runnable(typed);
  const compiled = compileIntegration(part, { trace: true });

  it.each(readdirSync(join(folder, "tests")))("%s", async (name) => {
    const { report, diagnostics } = withDiagnostics();
    const path = join(folder, "tests", name);
    const file = readTestFile({ path: name, text: readFileSync(path, "utf8") }, part, report);
    const misses: string[] = [];
    let cases = 0;
    if (file !== undefined) {
      for await (const result of runTests(file, { typed: part, compiled, report })) {
        cases++;
        for (const miss of result.misses)
          misses.push(`${result.name}: ${miss.what}: expected ${miss.expected}, found ${miss.found}`);
      }
    }
    expect(renderPretty(diagnostics(), { colour: false, width: 120 })).toBe("");
    expect(misses).toEqual([]);
    expect(cases).toBeGreaterThan(0);
  });
});
