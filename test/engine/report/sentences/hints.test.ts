import { expect, it } from "vitest";
import { hintText } from "../../../../engine/report/sentences/hints.ts";

it("few words of a list are all named, of many their number and the first", () => {
  expect(hintText({ hint: "words", words: ["A", "B"] })).toBe("there are A, B");
  const many = Array.from({ length: 13 }, (_, index) => `W${index}`);
  expect(hintText({ hint: "words", words: many })).toBe(
    "there are 13, among them W0, W1, W2, W3, W4, W5, W6, W7, W8, W9, W10, W11",
  );
});

it("one key alone may stand there, or there are several", () => {
  expect(hintText({ hint: "keys", keys: ["value"] })).toBe("only value may stand here");
  expect(hintText({ hint: "keys", keys: ["key", "value"] })).toBe("there are key, value");
});

it("four fields that fit are enough, and two words show how words become others", () => {
  expect(hintText({ hint: "fields-that-fit", fields: ["r.a", "r.b", "r.c", "r.d", "r.e"] })).toBe(
    "a field of it fits: r.a, r.b, r.c, r.d",
  );
  expect(hintText({ hint: "word-to-word", text: "status", words: ["A", "B", "C"] })).toBe(
    "say which word becomes which: match status { A => …, B => …, … }",
  );
});
