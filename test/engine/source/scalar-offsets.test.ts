import { describe, expect, test } from "vitest";
import { hintsOf, messageOf } from "../../../engine/report/message-of.ts";
import { collector } from "../../../engine/source/collect.ts";
import { spanText } from "../../../engine/source/line-index.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";
import type { YamlMap, YamlScalar } from "../../../engine/source/yaml-tree.ts";

function read(text: string) {
  const collected = collector();
  const node = readYaml({ path: "x.yaml", text }, collected.report);
  return {
    node,
    faults: collected.diagnostics.map((fault) => ({
      code: fault.code,
      message: messageOf(fault),
      at: spanText(fault.span),
      hints: hintsOf(fault),
    })),
    diagnostics: collected.diagnostics,
  };
}

function scalarOf(text: string, key = "a"): YamlScalar {
  const { node, faults } = read(text);
  expect(faults).toEqual([]);
  const value = (node as YamlMap).entries.find((entry) => entry.key.text === key)?.value;
  if (value?.kind !== "scalar") throw new Error(`${key} is no scalar`);
  return value;
}

/** What stands in the source where `part` stands in the decoded text. */
function sourceOf(scalar: YamlScalar, part: string): string {
  const from = scalar.text.indexOf(part);
  return scalar.span.source.text.slice(scalar.offsetAt(from), scalar.offsetAt(from + part.length));
}

describe("places inside scalars", () => {
  test.each([
    ["plain", "a: one two if three\n", "three", "three"],
    ["plain over lines", "a: one\n  two\n  three\n", "two three", "two\n  three"],
    ["single quotes", "a: 'it''s Åbo'\n", "Åbo", "Åbo"],
    ["a doubled quote", "a: 'it''s'\n", "'", "''"],
    ["double quotes", 'a: "\\u00c5bo\\t{name}"\n', "{name}", "{name}"],
    ["an escape", 'a: "\\u00c5bo"\n', "Å", "\\u00c5"],
    ["an escaped line break", 'a: "one\\\n   two"\n', "two", "two"],
    ["a surrogate pair", 'a: "\\U0001F600x"\n', "x", "x"],
    ["a block", "a: |\n  one\n    two\n  three\n", "two", "two"],
    ["a block with its indent given", "a: |2-\n    one\n  two", "two", "two"],
    ["a folded block", "a: >\n  one\n  two\n\n  three\n", "three", "three"],
    ["across a fold", "a: >\n  one\n  two\n", "one two", "one\n  two"],
    ["Windows line ends", "a: |\r\n  one\r\n  two\r\n", "two", "two"],
    ["behind wide text", "å: x\nä: 👩‍👩‍👧\na: |\n  請求書 name\n", "name", "name"],
  ])("%s", (_, text, part, source) => expect(sourceOf(scalarOf(text), part)).toBe(source));
  test.each([
    ["a: one", 6],
    ["a: 'one'", 7],
    ['a: "one"', 7],
    ["a: |\n  one\n", 10],
    ["a: |-\n  one\n\nb: 1", 11],
    ["a: |+\n  one\n\nb: 1", 13],
    ["a: >\n  one\n  two\n\n", 16],
  ])("the end of %j is at %i", (text, end) => {
    const value = scalarOf(text);
    expect(value.offsetAt(value.text.length)).toBe(end);
  });
});
