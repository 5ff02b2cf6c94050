import { expect, test } from "vitest";
import { renderSarif } from "../../../engine/report/sarif.ts";
import { collector } from "../../../engine/source/collect.ts";
import { testGolden } from "./golden-diagnostics.ts";
import { problemSaid } from "./said-as-given.ts";

testGolden("expected.sarif.json", (diagnostics) => renderSarif(diagnostics, { name: "koppel", version: "0.0.0" }));

test("a SARIF fingerprint outlives lines that come and go above it, and tells equal faults apart", () => {
  const prints = (text: string) => {
    const all = collector();
    const source = { path: "a.yaml", text };
    for (const found of text.matchAll(/bad/g))
      all.report("yaml-syntax", { source, start: found.index, end: found.index + 3 }, problemSaid("bad"));
    const log = JSON.parse(renderSarif(all.diagnostics)) as {
      runs: { results: { partialFingerprints: object }[] }[];
    };
    return log.runs[0]?.results.map((result) => result.partialFingerprints);
  };
  expect(prints("a: bad\nb: bad\n")).toEqual(prints("# more\n\nnew: x\na: bad\nb: bad\n"));
  expect(new Set(prints("a: bad\nb: bad\n")?.map((print) => JSON.stringify(print))).size).toBe(2);
});
