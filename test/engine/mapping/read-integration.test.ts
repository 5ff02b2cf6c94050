import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileIntegration, NotRunnable, notRunnable } from "../../../engine/compile/compile-integration.ts";
import { readIntegration } from "../../../engine/mapping/read-integration.ts";
import { renderPretty } from "../../../engine/report/pretty.ts";
import { collector } from "../../../engine/source/collect.ts";
import type { SourceText } from "../../../engine/source/span.ts";
import { mappingFiles, systemsBelow } from "../../golden/workbench.ts";
import { typedShop } from "../compile/shop.ts";

const root = join(import.meta.dirname, "../../..");
const golden = join(root, "test/golden/check");

function read(files: readonly SourceText[], schemas: string) {
  const faults = collector();
  const typed = readIntegration(files, systemsBelow(schemas, faults.report), faults.report);
  return { typed, text: renderPretty(faults.diagnostics, { colour: false, width: 120 }) };
}

describe("the integrations of the product", () => {
  const mappings = join(root, "mappings");
  it.each(existsSync(mappings) ? readdirSync(mappings) : [])("%s has no fault and can be run", (name) => {
    const { typed, text } = read(mappingFiles(join(mappings, name)), join(root, "schemas"));
    expect(text).toBe("");
    if (typed === undefined) throw new Error("it is none");
    expect(notRunnable(typed)).toEqual([]);
    expect(compileIntegration(typed).flows.length).toBeGreaterThan(0);
  });
});

describe("reading an integration", () => {
  it("does not depend on the order of its files", () => {
    const files = mappingFiles(join(golden, "base"));
    const one = read(files, join(golden, "systems"));
    const other = read(files.toReversed(), join(golden, "systems"));
    expect(other.text).toBe(one.text);
    expect([...(other.typed?.flows.keys() ?? [])].toSorted()).toEqual([...(one.typed?.flows.keys() ?? [])].toSorted());
  });

  it("survives whatever is cut off, and says so", () => {
    const files = mappingFiles(join(golden, "base"));
    for (const file of files.filter(({ path }) => path.endsWith(".yaml"))) {
      for (let end = 0; end < file.text.length; end += 331) {
        const cut = files.map((one) => (one === file ? { ...one, text: one.text.slice(0, end) } : one));
        expect(() => read(cut, join(golden, "systems"))).not.toThrow();
      }
    }
  });

  it("says what can be checked and not run", () => {
    const twoWay = read(mappingFiles(join(golden, "two-way")), join(golden, "systems"));
    if (twoWay.typed === undefined) throw new Error("it is none");
    const { typed } = twoWay;
    expect(notRunnable(typed).map(({ flow }) => flow)).toEqual(["customers"]);
    expect(() => compileIntegration(typed)).toThrow(NotRunnable);
    expect(notRunnable(typedShop())).toEqual([]);
  });
});
