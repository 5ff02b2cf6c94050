import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { coverageText } from "../../../engine/report/coverage-text.ts";
import type { FlowCoverage } from "../../../engine/review/coverage.ts";

const plain = picocolors.createColors(false);
const place = "mappings/shop/items.yaml:9:3";

function flow(name: string, fields: readonly [number, number], branches: readonly [number, number] = [0, 0]) {
  const part = ([covered, all]: readonly [number, number]) => ({ all, covered, missing: [] });
  return { flow: name, fields: part(fields), branches: part(branches) } satisfies FlowCoverage;
}

describe("coverage in words", () => {
  it("says what no test has made or taken, each with its place", () => {
    const items: FlowCoverage = {
      flow: "items",
      fields: { all: 3, covered: 2, missing: [{ field: "name", place }] },
      branches: { all: 2, covered: 1, missing: [{ branch: '"G" if goods', place }] },
    };
    expect(coverageText([items], plain)).toEqual([
      "items 2 of 3 target fields (66%) 1 of 2 branches (50%)",
      `  field  name ${place}`,
      `  branch "G" if goods ${place}`,
    ]);
  });

  it("is 100 % only when nothing is left", () => {
    expect(coverageText([flow("items", [199, 200])], plain)).toEqual(["items 199 of 200 target fields (99%)"]);
    expect(coverageText([flow("items", [1, 1])], plain)).toEqual(["items 1 of 1 target field (100%)"]);
  });

  it("leaves out what a flow has none of, but not in the sum of several", () => {
    expect(coverageText([flow("items", [1, 2]), flow("computed", [0, 0], [1, 1])], plain)).toEqual([
      "items 1 of 2 target fields (50%)",
      "computed 1 of 1 branch (100%)",
      "in all 1 of 2 target fields (50%) 1 of 1 branch (100%)",
    ]);
  });

  it("is green where all is covered and yellow elsewhere", () => {
    const coloured = picocolors.createColors(true);
    const [line] = coverageText([flow("items", [2, 2], [0, 1])], coloured);
    expect(line).toBe(
      `${coloured.bold("items")} ${coloured.green("2 of 2 target fields (100%)")} ${coloured.yellow("0 of 1 branch (0%)")}`,
    );
  });
});
