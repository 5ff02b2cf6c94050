import { describe, expect, it } from "vitest";
import { displayWidth, graphemeWidth, padded, segments } from "../../../engine/report/display-width.ts";

describe("the columns of a terminal", () => {
  it.each([
    ["Mäki", 4],
    ["e\u0301", 1],
    ["請求書", 6],
    ["👩‍👩‍👧", 2],
    ["🇫🇮", 2],
    ["❤️", 2],
    ["Ａ", 2],
    ["→ …", 3],
    ["\u001b[31mred\u001b[0m", 3],
    ["", 0],
  ])("%j takes %i", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
  it("of one grapheme are none for what has no shape", () => {
    expect(["\u0301", "\u200b", "\u202e", "\u0007", "a", "請"].map(graphemeWidth)).toEqual([0, 0, 0, 0, 1, 2]);
  });
  it("are filled up behind a text", () => {
    expect([padded("請", 4), padded("abcdef", 4)]).toEqual(["請  ", "abcdef"]);
  });
});

it("a family is one grapheme at its offset", () => {
  expect([...segments("a👩‍👩‍👧b")].map(({ segment, index }) => [segment, index])).toEqual([
    ["a", 0],
    ["👩‍👩‍👧", 1],
    ["b", 9],
  ]);
});
