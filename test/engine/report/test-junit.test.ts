import { describe, expect, it } from "vitest";
import { testJunit } from "../../../engine/report/test-junit.ts";
import type { TestResult } from "../../../engine/review/mapping-test/run-tests.ts";

const source = { path: "tests/items.test.yaml", text: "a: b\nc: d\n" };
const at = (start: number) => ({ source, start, end: start + 1 });

function result(name: string, change: Partial<TestResult> = {}): TestResult {
  const reached = { lines: [], branches: [] };
  return { file: source.path, flow: "items", name, span: at(0), misses: [], reached, ms: 12.34, ...change };
}

const linesOf = (results: readonly TestResult[]) =>
  testJunit(results)
    .split("\n")
    .map((line) => line.trim());

describe("tests as JUnit", () => {
  it("are a suite for each file, in the order in which they ran, with their seconds", () => {
    const elsewhere = result("two", { file: "tests/orders.test.yaml", ms: 1500 });
    expect(linesOf([result("one"), elsewhere, result("three")]).slice(1, -2)).toEqual([
      '<testsuites name="koppel test" tests="3" failures="0">',
      '<testsuite name="tests/items.test.yaml" tests="2" failures="0">',
      '<testcase classname="tests/items.test.yaml" name="one" time="0.012"/>',
      '<testcase classname="tests/items.test.yaml" name="three" time="0.012"/>',
      "</testsuite>",
      '<testsuite name="tests/orders.test.yaml" tests="1" failures="0">',
      '<testcase classname="tests/orders.test.yaml" name="two" time="1.500"/>',
      "</testsuite>",
    ]);
  });

  it("that fail say the first miss as their message, and each miss with its place as their text", () => {
    const misses = [
      { span: at(0), what: "code", expected: "8", found: "7", madeBy: at(1) },
      { span: at(5), what: "name", expected: "not set", found: "Plan", madeBy: undefined },
    ];
    expect(linesOf([result("one", { misses })]).slice(4, 5)).toEqual([
      [
        '<failure message="code: expected 8, found 7">',
        "tests/items.test.yaml:1:1 code: expected 8, found 7&#10;",
        "tests/items.test.yaml:2:1 name: expected not set, found Plan</failure>",
      ].join(""),
    ]);
  });
});
