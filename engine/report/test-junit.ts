import type { TestResult } from "../review/mapping-test/run-tests.ts";
import { placeOf } from "../source/place.ts";
import { type JunitCase, junit } from "./junit.ts";

/** One suite a test file, one case a test, in the order in which they ran. */
export function testJunit(results: readonly TestResult[]): string {
  const byFile = [...Map.groupBy(results, ({ file }) => file)];
  return junit(
    "koppel test",
    byFile.map(([name, ofFile]) => ({ name, cases: ofFile.map(testCase) })),
  );
}

function testCase({ file, name, ms, misses }: TestResult): JunitCase {
  const attributes = { classname: file, name, time: (ms / 1000).toFixed(3) };
  const said = misses.map(({ what, expected, found }) => `${what}: expected ${expected}, found ${found}`);
  const [message] = said;
  if (message === undefined) return { attributes };
  const text = misses.map(({ span }, index) => `${placeOf(span)} ${said[index]}`).join("\n");
  return { attributes, failure: { message, text } };
}
