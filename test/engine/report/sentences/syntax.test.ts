import { expect, it } from "vitest";
import { syntaxSentences } from "../../../../engine/report/sentences/syntax.ts";

it("a sign is missing before what stands there, or at the end", () => {
  const say = syntaxSentences["sign-missing"];
  expect(say({ missing: ")", found: "then" })).toEqual([
    "`)` is missing before `then`",
    'arguments are separated by commas; a text is quoted: "then"',
  ]);
  expect(say({ missing: "]", found: "then" })).toBe("`]` is missing before `then`");
  expect(say({ missing: ")", found: "" })).toBe("`)` is missing at the end");
});

it("a value is missing: what stands before and behind is named where it is known", () => {
  const say = syntaxSentences["value-missing"];
  expect(say({ after: "", found: "" })).toBe("a value is missing");
  expect(say({ after: "+", found: "" })).toBe("a value is missing after `+`");
  expect(say({ after: "+", found: ")" })).toBe("a value is missing after `+`; `)` stands here");
});

it("a method is written as the function of its name", () => {
  const say = syntaxSentences["call-on-value"];
  expect(say({ name: "trim" })).toBe("values have no methods; write `trim(…)` with the value between the parentheses");
  expect(say({ name: "" })).toBe("only a function can be called");
});
