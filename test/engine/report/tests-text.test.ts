import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { type TestRun, testsText } from "../../../engine/report/tests-text.ts";
import type { TestResult } from "../../../engine/review/mapping-test/run-tests.ts";
import { collector } from "../../../engine/source/collect.ts";

const colours = picocolors.createColors(false);
const source = { path: "tests/items.test.yaml", text: "a: b\nc: d\n" };
const at = (start: number) => ({ source, start, end: start + 1 });

function result(name: string, change: Partial<TestResult> = {}): TestResult {
  const reached = { lines: [], branches: [] };
  return { file: source.path, flow: "items", name, span: at(0), misses: [], reached, ms: 1, ...change };
}

function textOf(run: Partial<TestRun>, coverage = false): string {
  return testsText({ results: [], coverage: [], diagnostics: [], ...run }, { seconds: 0.26, coverage }, colours);
}

describe("what became of tests", () => {
  it("is one line where all have passed", () => {
    const other = result("three", { file: "tests/orders.test.yaml" });
    expect(textOf({ results: [result("one")] })).toBe("1 test passed in 1 file (0.3 s)");
    expect(textOf({ results: [result("one"), result("two"), other] })).toBe("3 tests passed in 2 files (0.3 s)");
  });

  it("is for each that failed what was expected and found, and the line that made it", () => {
    const misses = [
      { span: at(5), what: "code", expected: "8", found: "7", madeBy: at(0) },
      { span: at(5), what: "the steps", expected: "none", found: "create\nbooks/item", madeBy: undefined },
    ];
    expect(textOf({ results: [result("one", { misses }), result("two")] }).split("\n")).toEqual([
      "failed one items, tests/items.test.yaml:1:1",
      "  code tests/items.test.yaml:2:1",
      "    expected 8",
      "    found    7",
      "    made by tests/items.test.yaml:1:1",
      "  the steps tests/items.test.yaml:2:1",
      "    expected none",
      "    found    create books/item",
      "",
      "1 test failed, 1 passed (0.3 s)",
    ]);
  });

  it("tells no tests from tests that could not be run", () => {
    expect(textOf({})).toBe("No tests were found: they stand in tests/*.test.yaml of a mapping folder.");
    const { report, diagnostics } = collected();
    report("yaml-key-twice", at(5), { key: "c" });
    const text = textOf({ diagnostics: diagnostics() });
    expect(text).toContain('"c" stands here already');
    expect(text.split("\n").at(-1)).toBe("No test could be run.");
  });

  it("has the coverage between the failures and the sum, when it is asked for", () => {
    const part = { all: 2, covered: 2, missing: [] };
    const run = { results: [result("one")], coverage: [{ flow: "items", fields: part, branches: part }] };
    expect(textOf(run, true).split("\n")).toEqual([
      "items 2 of 2 target fields (100%) 2 of 2 branches (100%)",
      "",
      "1 test passed in 1 file (0.3 s)",
    ]);
    expect(textOf(run)).toBe("1 test passed in 1 file (0.3 s)");
  });
});

function collected() {
  const all = collector();
  return { report: all.report, diagnostics: () => all.diagnostics };
}
