import { describe, expect, test } from "vitest";
import { collector } from "../../../engine/source/collect.ts";
import { closesCall, opensCall } from "../../../engine/source/flow-cut.ts";
import { spanText } from "../../../engine/source/line-index.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";

/** What is reported as cut by a comma, and the keys and values that are left. */
function read(text: string) {
  const collected = collector();
  const node = readYaml({ path: "x.yaml", text }, collected.report);
  const map = node?.kind === "map" ? node.entries[0]?.value : undefined;
  const kept = map?.kind === "map" ? map.entries.map(({ key }) => key.text) : [];
  return { cut: collected.diagnostics.map(({ code, span }) => [code, spanText(span)]), kept };
}

describe("a comma inside braces", () => {
  test("that cut a call takes the entry with it whose call it cut", () => {
    expect(read("a: { value: round(net, 2), over: cut }\n")).toMatchObject({
      cut: [["yaml-comma-cut", "2)"]],
      kept: ["over"],
    });
  });
  test("that cut a sentence leaves its beginning", () => {
    expect(read("a: { title: Send, to customers, over: cut }\n")).toMatchObject({
      cut: [["yaml-comma-cut", "to customers"]],
      kept: ["title", "over"],
    });
  });
  test("several commas of one value are one fault", () => {
    expect(read("a: { value: f(a, b, c), over: cut }\n").cut).toEqual([["yaml-comma-cut", "b, c)"]]);
  });
});

test.each([
  ["round(net", true, false],
  ["2)", false, true],
  ["round(net)", false, false],
  ['f(")"', true, false],
  ["net", false, false],
])("%s opens a call: %s, closes one: %s", (text, opens, closes) => {
  expect([opensCall(text), closesCall(text)]).toEqual([opens, closes]);
});
