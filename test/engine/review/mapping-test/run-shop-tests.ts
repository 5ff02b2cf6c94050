import { join } from "node:path";
import { compileIntegration } from "../../../../engine/compile/compile-integration.ts";
import { openLibrary } from "../../../../engine/project/library.ts";
import { Project } from "../../../../engine/project/project.ts";
import { runTests, type TestResult } from "../../../../engine/review/mapping-test/run-tests.ts";
import { readTestFile } from "../../../../engine/review/mapping-test/test-file.ts";
import { collector } from "../../../../engine/source/collect.ts";
import { smallProject } from "../../project/small-project.ts";

/** The integration of the golden folder. */
export function typedShop() {
  const root = smallProject();
  const place = { mappings: join(root, "mappings"), schemas: join(root, "schemas") };
  const typed = openLibrary(place, () => {}, new Project(root)).integration("shop-books")?.typed;
  if (typed === undefined) throw new Error("the mapping of the small project cannot be read");
  return typed;
}

/** The results of one test file, with the codes of its faults. */
export async function runShopTests(text: string) {
  const typed = typedShop();
  const found = collector();
  const file = readTestFile({ path: "items.test.yaml", text }, typed, found.report);
  const results: TestResult[] = [];
  if (file !== undefined) {
    const compiled = compileIntegration(typed, { trace: true });
    for await (const result of runTests(file, { typed, compiled, report: found.report })) results.push(result);
  }
  return { typed, results, codes: found.diagnostics.map(({ code }) => code) };
}
