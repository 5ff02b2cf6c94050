import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agree } from "./simple-yaml-agreement.ts";

const root = join(import.meta.dirname, "../../..");
const texts = globSync("{mappings,schemas,test}/**/*.yaml", { cwd: root }).map((path) =>
  readFileSync(join(root, path), "utf8"),
);

describe("what is read without the YAML parser is what the parser reads", () => {
  test("in nearly all files of the project", () => {
    const simple = texts.filter(agree);
    expect(simple.length).toBeGreaterThan(texts.length * 0.9);
  });

  test.each([
    ["places of keys without values", "a:\nb: # c\n  \n# d\nc:\n"],
    ["lists at the column of their key", "a:\n- 1\n- b: 2\n  c:\n  - x\nd: e\n"],
    ["lists in items", "- a:\n    - b\n- c: d\n"],
    ["signs in plain scalars", 'a: x if y == "," else f(z, [1])\nb: a#b\nc: -x\nd: a:b\n'],
    ["comments", "# a\na: 1 # b: c\n  # d\nb: [ # e\n  1, # f\n  2 ]\n"],
    ["quotes", "a: \"x\\n\\\"y\\\"\"\nb: 'it''s'\n\"c d\": ''\n'e': \"\"\n"],
    ["literal texts", "a: |\n  x\n   y\n\n  # z\n\n\nb: |-\n  x\n\n# c\nc:\n  - |\n    x\n"],
    ["brackets over lines", "a: {\n  b: [c,\n  d], e: { }\n  }\nf: []\n"],
    ["pairs in lists", 'a: [b: c, d, "e": { f: g },\n  h i: [j: 1]]\n'],
    ["values of the core schema", "a: [1, -2, 1.50, -0, +3, 007, ~, null, true, False, 2026-01-31, yes]\n"],
    ["texts without a last line break", "a: 1\nb: { c: d }"],
  ])("%s", (_, text) => {
    expect(agree(text)).toBe(true);
  });

  test("in files that somebody changed anywhere", () => {
    const piece = fc.constantFrom(
      ..."\n \n \n  :#-|>'\"[]{},.\\&*!%@`?~=x1é(",
      ": ",
      " #",
      "- ",
      "\n  ",
      "  - ",
      "''",
      "|-",
      "---",
    );
    const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(3), put: piece });
    let simple = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (text, from, changes) => {
          let changed = excerpt(text, from);
          for (const { at, cut, put } of changes) {
            const index = Math.floor(at * changed.length);
            changed = changed.slice(0, index) + put + changed.slice(index + cut);
          }
          if (agree(changed)) simple++;
        },
      ),
      { numRuns: 2000 },
    );
    expect(simple).toBeGreaterThan(100);
  });

  test("in files that make no sense", () => {
    const indent = fc.constantFrom("", "", "  ", "  ", "    ", "   ");
    const opening = fc.constantFrom("", "", "- ", "-  ", "- - ", "# ", "-", "? ");
    const key = fc.constantFrom("", "a: ", "b: ", "c:", "d:  ", "e e: ", '"f": ', "'g': ", "1: ", "a : ", ".5: ");
    const words = [
      "",
      "",
      "x",
      "y # z",
      "x#y",
      "|",
      "|-",
      '"q"',
      "'q'",
      "1.0",
      "~",
      "-x",
      "x: y",
      "x:",
      "a, b",
      "f(a, b)",
    ];
    const flow = [
      "[]",
      "[a]",
      "[a, b ]",
      "{ a: 1 }",
      "{a: b, c: [d]}",
      "[a,",
      "b]",
      "{ a:",
      "b }",
      "{ a: f(x, y) }",
      "[a: b, c]",
      "[a: [",
      '["a": {b: c}]',
      "[a: b]",
    ];
    const value = fc.constantFrom(...words, ...flow);
    const line = fc
      .tuple(indent, opening, key, value, fc.constantFrom("", "", " ", " # c"))
      .map((parts) => parts.join(""));
    let simple = 0;
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 7 }), fc.constantFrom("", "\n", "\n\n"), (lines, end) => {
        if (agree(lines.join("\n") + end)) simple++;
      }),
      { numRuns: 5000 },
    );
    expect(simple).toBeGreaterThan(20);
  });
});

/** Thirty lines of a text, so that a change lands on something. */
function excerpt(text: string, from: number): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line, index) => index >= from * lines.length && /^\w/.test(line));
  return first < 0 ? text : `${lines.slice(first, first + 30).join("\n")}\n`;
}
