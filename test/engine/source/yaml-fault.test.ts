import { describe, expect, test } from "vitest";
import { hintsOf, messageOf } from "../../../engine/report/message-of.ts";
import { collector } from "../../../engine/source/collect.ts";
import { spanText } from "../../../engine/source/line-index.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";
import { explainYamlFault } from "../../../engine/source/yaml-fault.ts";
import { yamlParser } from "../../../engine/source/yaml-parser.ts";
import { expectAtOnce, overAndOver } from "../../attack.ts";

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

describe("slips of rule authors are answered with what to write", () => {
  test.each([
    [
      'a: x ? "y" : "z"',
      'x ? "y" : "z"',
      '"? :" cannot stand in a value, since ": " ends a key',
      'Put the whole expression on the line below, indented, behind a key that ends in |: "y" if x else "z"',
    ],
    [
      "a: { b: x ? y : z }",
      "x ? y : z",
      '"? :" cannot stand in a value, since ": " ends a key',
      "Write: y if x else z",
    ],
    [
      'a: "Invoice " + number',
      "+ number",
      'a value that begins with a quote ends at the closing quote; "+ number" stands behind it',
      'To join texts, use a hole: "Invoice {number}"',
    ],
    [
      'when: "b2b" == kind',
      "== kind",
      'a value that begins with a quote ends at the closing quote; "== kind" stands behind it',
      "Put the whole expression on the line below, indented, behind a key that ends in |: when: |",
    ],
    [
      "a: - amount",
      "-",
      'a list cannot begin on the line of its key, and "- " begins a list',
      "To negate, leave out the space: -amount",
    ],
    [
      "a: | upper",
      "upper",
      "a value that begins with | is a block, whose text stands on the lines below",
      'Move "upper" to the next line, indented.',
    ],
    ["a: @2026-01-31", "@", "a value cannot begin with @", "A date is written as it is: 2026-01-31"],
    ["a: `x`", "`", "a value cannot begin with `", "A text is written in double quotes, with {holes} for values."],
    [
      "a: match s { A: x }",
      "match s { A: x }",
      'a second ": " stands on this line, and ": " ends a key',
      "In match, write => between a case and its value.",
    ],
    [
      "a: b: c",
      "b: c",
      'a second ": " stands on this line, and ": " ends a key',
      'A text that holds ": " needs quotes.',
    ],
    [
      "a: { b: c in [D, E] }",
      "[",
      "inside { } and [ ] a value cannot hold [",
      "Write the value on a line of its own, outside { } and [ ].",
    ],
    ["a: { b: c\nd: e", "d", "} is missing before this: a { above is still open", undefined],
    ["a: b ]", undefined, undefined, undefined],
    ["a: ]", "]", "this ] closes nothing that was opened", undefined],
    ['a: "b\nc: d\n', '"', 'this " opens a text that is never closed', 'Put a " where the text ends.'],
    [
      'a: "\\q"',
      "\\q",
      "\\q means nothing in a text in double quotes",
      "Write \\\\q for the backslash itself, or put the text in single quotes.",
    ],
    [
      "a: b\n  c: d",
      "c: d",
      'this line is indented deeper than "a:" above it, which has a value already',
      "Indent it like the line above, or remove the value there.",
    ],
    [
      "a:\n  b: 1\n c: 2",
      "c: 2",
      "this line is not indented like the other keys beside it",
      "Indent it like the first of them; it has 1 space now.",
    ],
    [
      "a:\n\tb: 1",
      "\t",
      "a tab stands in the indent of this line",
      "YAML indents with spaces only: replace the tab by two.",
    ],
    ["- a\nb: c", "b: c", 'a key stands among "-" items of the same indent', undefined],
    ["a: 1\n- b", "- b", 'a "-" item stands among keys; it belongs below a key that has no other value', undefined],
    [
      "key:value\nb: 1",
      "key:value",
      '"key:value" is neither a key with ": " nor part of the value above',
      "A space belongs behind the colon: key: value",
    ],
    ["a: {b: c}d", "d", '"d" stands behind a value that is complete already', undefined],
  ])("%j", (text, at, message, hint) => {
    const { faults } = read(`${text}\n`);
    if (message === undefined) expect(faults).toEqual([]);
    else
      expect([faults.length, faults[0]?.at, faults[0]?.message, faults[0]?.hints[0]]).toEqual([1, at, message, hint]);
  });
});

describe("a fault on a line of 50,000 letters is explained at once", () => {
  const codes = ["BLOCK_AS_IMPLICIT_KEY", "BLOCK_IN_FLOW", "UNEXPECTED_TOKEN", "MULTILINE_IMPLICIT_KEY"] as const;

  test.each([
    ["dashes", `${overAndOver("- ")}a b`],
    ["dashes, blanks and a colon", `${overAndOver("- ")}: ${overAndOver(" ")} :\u2028`],
    ["question marks", `a: ${overAndOver("b ? ")}c`],
    ["question marks and colons", `a: ${overAndOver("b ? c : ")}\u2028`],
    ["blanks before a question mark", `a: b${overAndOver(" ")}? c`],
    ["quotes", `a: '${overAndOver("''")}'`],
    ["escapes", `a: "${overAndOver('\\"')}`],
    ["signs of a block", `a: |${overAndOver("+")}\u2028`],
    ["lines of blanks", `a: b\n${overAndOver(" \n")}`],
    ["a line of blanks", `a: b\n${overAndOver(" ")}`],
  ])("%s", (_, text) => {
    const { YAMLParseError } = yamlParser();
    for (const code of codes) {
      const fault = new YAMLParseError([3, text.length], code, "Missing , or : between flow items");
      expectAtOnce(() => explainYamlFault({ path: "x.yaml", text }, fault));
    }
  });
});
