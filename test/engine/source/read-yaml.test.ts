import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { hintsOf, messageOf } from "../../../engine/report/message-of.ts";
import { collector } from "../../../engine/source/collect.ts";
import { spanText } from "../../../engine/source/line-index.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";
import type { YamlMap, YamlNode, YamlScalar } from "../../../engine/source/yaml-tree.ts";
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

function scalarOf(text: string, key = "a"): YamlScalar {
  const { node, faults } = read(text);
  expect(faults).toEqual([]);
  const value = (node as YamlMap).entries.find((entry) => entry.key.text === key)?.value;
  if (value?.kind !== "scalar") throw new Error(`${key} is no scalar`);
  return value;
}

function plainOf(node: YamlNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(plainOf);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plainOf(value)]));
}

describe("the tree", () => {
  test("keeps digits, styles and places", () => {
    expect(scalarOf("a: 1.50")).toMatchObject({ text: "1.50", value: 1.5, style: "plain", inFlow: false });
    expect(scalarOf("a: 12345678901234567890")).toMatchObject({ text: "12345678901234567890" });
    expect(scalarOf("a: '1.50'")).toMatchObject({ text: "1.50", value: "1.50", style: "single" });
    expect(scalarOf("a: yes")).toMatchObject({ value: "yes" });
    expect(scalarOf("a: true")).toMatchObject({ text: "true", value: true });
    expect(scalarOf("a: ~")).toMatchObject({ text: "~", value: null });
    expect(scalarOf("a: 2026-01-31")).toMatchObject({ value: "2026-01-31" });
    expect(scalarOf("a: |\n  x\n")).toMatchObject({ text: "x\n", style: "literal" });
    expect(scalarOf("a: >-\n  x\n")).toMatchObject({ text: "x", style: "folded" });
  });
  test("knows what stands in brackets", () => {
    const { node } = read("a: { b: c }\nd: [e]\n");
    const flags = (node as YamlMap).entries.flatMap(({ value }) =>
      value.kind === "map" ? value.entries.map((entry) => entry.value) : value.kind === "list" ? value.items : [],
    );
    expect(flags).toMatchObject([{ inFlow: true }, { inFlow: true }]);
  });
  test("an empty value is null behind its colon", () => {
    const value = scalarOf("a:\nb: 1\n");
    expect([value.text, value.value, value.span.start, value.span.end, value.offsetAt(0)]).toEqual(["", null, 2, 2, 2]);
  });
  test("an empty file is nothing, and is said to be empty", () =>
    expect([read(""), read("# only a remark\n")]).toMatchObject([
      { node: undefined, faults: [{ code: "file-empty" }] },
      { node: undefined, faults: [{ code: "file-empty" }] },
    ]));
  test("a byte order mark shifts nothing", () => expect(scalarOf("\ufeffa: bc").span.start).toBe(4));
  test("whatever the yaml package writes is read as the same", () => {
    const key = fc
      .string({ minLength: 1 })
      .filter((text) => !["__proto__", "constructor", "prototype", "<<"].includes(text));
    const tree = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: "grapheme" }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        tie("list"),
        tie("map"),
      ),
      list: fc.array(tie("value"), { maxLength: 4 }),
      map: fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    })).map;
    fc.assert(
      fc.property(tree, fc.constantFrom(20, 80), (value, lineWidth) => {
        fc.pre(Object.keys(value as object).length > 0);
        const { node, faults } = read(stringify(value, { lineWidth, aliasDuplicateObjects: false }));
        expect(faults).toEqual([]);
        expect(plainOf(node)).toEqual(value);
      }),
    );
  });
});

describe("refused", () => {
  test.each([
    [
      "an alias and its anchor",
      "a: &x 1\nb: *x\n",
      [
        ["yaml-alias", "&x"],
        ["yaml-alias", "*x"],
      ],
    ],
    ["an alias without anchor", "a: *amount\n", [["yaml-alias", "*amount"]]],
    ["a tag", "a: !!str 1\n", [["yaml-alias", "!!str"]]],
    ["a merge key", "a: 1\n<<: { b: 1 }\n", [["yaml-alias", "<<"]]],
    ["a key that stands twice", "a: 1\nb: 2\na: 3\n", [["yaml-key-twice", "a"]]],
    ["a key that stands twice in another spelling", 'a: 1\n"\\u0061": 3\n', [["yaml-key-twice", '"\\u0061"']]],
    [
      "keys that reach a prototype",
      "__proto__: 1\nb: { constructor: 2 }\n",
      [
        ["yaml-key-reserved", "__proto__"],
        ["yaml-key-reserved", "constructor"],
      ],
    ],
    ["a second document", "a: 1\n---\nb: 2\n", [["yaml-several-documents", "---"]]],
    ["a list as a key", "? [a]\n: b\n", [["yaml-syntax", "[a]"]]],
    ["a missing key", ": b\n", [["yaml-syntax", ":"]]],
    ["another YAML", "%YAML 1.1\n---\na: b\n", [["yaml-syntax", "%"]]],
    ["a comma that cut a call", "- { v: round(net, 2), over: cut }\n", [["yaml-comma-cut", "2)"]]],
    ["a comma that cut a title", "- { title: Send, to customers }\n", [["yaml-comma-cut", "to customers"]]],
    ["a comma that cut a call in a list", "a: [round(net, 2)]\n", [["yaml-comma-cut", "round(net, 2)"]]],
  ])("%s", (_, text, faults) => expect(read(text).faults.map(({ code, at }) => [code, at])).toEqual(faults));
  test("a key that stands twice names the first", () =>
    expect(read("a: 1\na: 2\n").diagnostics[0]?.related).toMatchObject([{ span: { start: 0, end: 1 } }]));
  test("the rest is read on", () =>
    expect(plainOf(read("a: 1\n__proto__: 2\nb: *x\nc: 3\n").node)).toEqual({ a: 1, c: 3 }));
  test("no is not a tag", () =>
    expect(read("when: !archived and active\n").faults[0]?.hints).toEqual([
      'To say "not", write: not archived and active',
    ]));
  test("more than 10 MB", () => {
    expect(read(`a: ${"x".repeat(10 * 1024 * 1024)}`).faults).toMatchObject([{ code: "file-too-large" }]);
    expect(read(`a: ${"å".repeat(5 * 1024 * 1024)}`).faults).toMatchObject([{ code: "file-too-large" }]);
  });
  test("nesting beyond 100, at once and without a deep stack", () => {
    const deep = (count: number) => `a: ${"[".repeat(count)}${"]".repeat(count)}`;
    expect(read(deep(100)).faults).toEqual([]);
    expect(read(deep(101)).faults).toMatchObject([{ code: "yaml-too-deep" }]);
    const started = performance.now();
    for (const text of [
      deep(500_000),
      "- ".repeat(500_000),
      "? ".repeat(100_000),
      Array.from({ length: 2000 }, (_, depth) => `${" ".repeat(depth)}a:\n`).join(""),
    ]) {
      expect(read(text).faults).toMatchObject([{ code: "yaml-too-deep" }]);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });
  test("a bomb of aliases does not go off", () => {
    const lines = Array.from(
      { length: 30 },
      (_, level) => `a${level}: &a${level} [${Array(9).fill(level === 0 ? "x" : `*a${level - 1}`)}]`,
    );
    expect(read(lines.join("\n")).faults.length).toBeGreaterThan(30);
  });
});

describe("whatever the text", () => {
  test("a fault behind the last line break has a place in the file", () => {
    const [fault] = read(": |\r\n\t").diagnostics;
    expect([fault?.span.start, fault?.span.end]).toEqual([6, 6]);
  });

  test("whatever is typed, reading ends in a tree or in faults inside the file, never in an exception", () => {
    const pieces = fc.constantFrom(
      "a",
      ": ",
      "\n",
      "  ",
      "- ",
      "{",
      "}",
      "[",
      "]",
      ",",
      '"',
      "'",
      "|",
      ">",
      "&x",
      "*x",
      "!t ",
      "#",
      "? ",
      "\t",
      "\\",
      "%",
      "---",
      "\r\n",
      "å",
      "👩‍👩‍👧",
      "<<",
      "@",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (list) => {
        const text = list.join("");
        for (const fault of read(text).diagnostics) {
          const { span } = fault;
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(messageOf(fault)).not.toMatch(/undefined|\[object/);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe("a text of 50,000 letters is read at once", () => {
  test.each([
    ["signs of marks before a mark", `# ${overAndOver("!")} x\ntitle: !t foo\n`],
    ["marks before a mark", `title: ${overAndOver("!t ").slice(0, 900)}foo # ${overAndOver("&")}\n`],
    ["blanks in a text that is no simple one", `a: |\n${overAndOver(" ")}\u2028 x\n`],
  ])("%s", (_, text) => expectAtOnce(() => read(text)));
});
