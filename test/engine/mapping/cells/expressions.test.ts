import { describe, expect, it } from "vitest";
import { Scope } from "../../../../engine/language/types/scope.ts";
import {
  type CheckingOptions,
  conditionOf,
  expressionOf,
  parseCell,
} from "../../../../engine/mapping/cells/expressions.ts";
import { collector } from "../../../../engine/source/collect.ts";
import { readYaml } from "../../../../engine/source/read-yaml.ts";

/** The value of a key `a` as it stands in a file, in a scope with the number `count` and the text `note`, which may be absent. */
function written(yaml: string) {
  const faults = collector();
  const map = readYaml({ path: "a.yaml", text: `a: ${yaml}` }, faults.report);
  const node = map?.kind === "map" ? map.entries[0]?.value : undefined;
  if (node === undefined) throw new Error("nothing is written");
  const scope = Scope.root();
  scope.declare("count", { kind: "int" });
  scope.declare("note", { kind: "optional", of: { kind: "text" } });
  const options: CheckingOptions = { scope, report: faults.report };
  return { node, options, told: () => faults.diagnostics.map(({ code }) => code) };
}

describe("a cell", () => {
  it.each([
    ["count", "expression"],
    ['"count"', "text"],
    ["'count'", "text"],
    ["|\n  count", "expression"],
    [">\n  count", "expression"],
  ])("%j is the %s", (yaml, is) => {
    const { node, options } = written(yaml);
    const parsed = parseCell(node, "it", options.report);
    expect(parsed?.isText).toBe(is === "text");
    expect(parsed?.expr.kind).toBe(is === "text" ? "template" : "name");
  });

  it("is a text without quotes where nothing but a text may stand", () => {
    const { node, options } = written("count");
    expect(parseCell(node, "it", options.report, true)?.expr.kind).toBe("template");
  });

  it("has the type of what is written, with a text's holes checked", () => {
    const typeOf = (yaml: string) => {
      const { node, options, told } = written(yaml);
      return [expressionOf(node, "it", options)?.type.kind, ...told()];
    };
    expect(typeOf("count + 1")).toEqual(["int"]);
    expect(typeOf('"No. {count}"')).toEqual(["text"]);
    expect(typeOf('"No. {cound}"')).toContain("name-unknown");
  });

  it("is one value, or is reported and nothing", () => {
    const { node, options, told } = written("[count]");
    expect(expressionOf(node, "it", options)).toBeUndefined();
    expect(told()).toEqual(["shape-wrong"]);
  });
});

describe("a condition", () => {
  const conditionTold = (yaml: string) => {
    const { node, options, told } = written(yaml);
    return [conditionOf(node, "it", options) !== undefined, ...told()];
  };

  it("may be a comparison, or something that may be absent", () => {
    expect(conditionTold("count > 1")).toEqual([true]);
    expect(conditionTold("note")).toEqual([true]);
  });

  it("is never a quoted text, which would always hold", () => {
    expect(conditionTold('"count > 1"')).toEqual([false, "condition-quoted"]);
  });

  it("asks more than a number, which is a value and no question", () => {
    expect(conditionTold("count")).toEqual([true, "condition-number"]);
  });
});
