import { describe, expect, test } from "vitest";
import { DEEPEST_NESTING, tooDeepAt } from "../../../engine/source/yaml-depth.ts";
import { expectAtOnce, overAndOver } from "../../attack.ts";

describe("absurdly deep nesting is seen before the parser sees it", () => {
  test.each([
    ["brackets", "[".repeat(DEEPEST_NESTING * 10 + 1)],
    ["marks of lists in one line", `${"- ".repeat(DEEPEST_NESTING * 2 + 2)}a`],
    ["indents", Array.from({ length: DEEPEST_NESTING * 2 + 3 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
  ])("%s", (_, text) => {
    expect(text.slice(tooDeepAt(text) ?? text.length)).not.toBe("");
  });

  test("a long file that is flat is not deep", () => {
    expect(tooDeepAt("- a: [1, 2]\n  b: { c: d }\n".repeat(2000))).toBeUndefined();
  });
});

describe("a text of 50,000 letters is measured at once", () => {
  test.each(["-   ", "- ", "-", " ", "? ", ": "])("%j on a line that ends in blanks", (piece) =>
    expectAtOnce(() => tooDeepAt(`${overAndOver(piece)}    \n`)),
  );

  test("marks of many numbers of blanks, of which the last has nothing behind it", () => {
    expect(tooDeepAt("-   -   -   -   -   -   -   -   -   -   -   -   -   -   \n".repeat(900))).toBeUndefined();
  });
});
