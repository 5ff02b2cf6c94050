import { expect, it } from "vitest";
import { plainValue } from "../../../engine/project/plain-value.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";
import { fromText } from "../../../engine/value/decimal.ts";

function dataOf(text: string) {
  const node = readYaml({ path: "a.yaml", text }, () => {});
  if (node === undefined) throw new Error("it is no YAML");
  return plainValue(node);
}

it("maps, lists and texts, numbers, yes and no and nothing are what YAML says", () => {
  expect(dataOf('a: [1, "1", true, null, b c]\nd: { e: 1.5 }\n')).toEqual({
    a: [1, "1", true, null, "b c"],
    d: { e: 1.5 },
  });
});

it("a number keeps the digits that a double would lose", () => {
  expect(dataOf("1234567890.1234567890")).toEqual(fromText("1234567890.1234567890"));
  expect(dataOf("12345678901234567891")).toEqual(fromText("12345678901234567891"));
});
