import { describe, expect, it } from "vitest";
import {
  fieldsOf,
  readBool,
  readBytes,
  readConstant,
  readCount,
  readDuration,
  readPairs,
  readTexts,
  readWord,
} from "../../../engine/connector/yaml-fields.ts";
import { readPart } from "./read-part.ts";

describe("the keys of a map", () => {
  it("that nobody asked for are reported at the end, with the nearest that was", () => {
    const { messages } = readPart("path: a\nfilds: b\n", (node, report) => {
      const fields = fieldsOf(node, "it", report);
      fields?.take("path");
      fields?.take("fields");
      fields?.end();
    });
    expect(messages).toEqual(['"filds" is not a key of it; did you mean "fields"?']);
  });

  it("that are needed are missed at once", () => {
    const { messages } = readPart("path: a\n", (node, report) => fieldsOf(node, "it", report)?.need("call"));
    expect(messages).toEqual(['it lacks "call"']);
  });

  it("are none where there is no map", () => {
    const { made, messages } = readPart("[a]", (node, report) => fieldsOf(node, "it", report));
    expect(made).toBeUndefined();
    expect(messages).toEqual(["it is a list; expected is a map of keys"]);
  });
});

describe("a value", () => {
  const word = ["one", "comma"] as const;
  it.each([
    ["60 seconds", readDuration, 60_000],
    ["1 minute", readDuration, 60_000],
    ["250 milliseconds", readDuration, 250],
    ["2 days", readDuration, 172_800_000],
    ["10000000 bytes", readBytes, 10_000_000],
    ["12", readCount, 12],
    ["true", readBool, true],
  ] as const)("%s is understood", (text, read, value) => {
    expect(readPart(text, (node, report) => read(node, "it", report))).toEqual({ made: value, messages: [] });
  });

  it.each([
    ["60", readDuration, 'it is "60"; expected is a time such as 60 seconds or 2 minutes'],
    ["1 week", readDuration, 'it is "1 week"; expected is a time such as 60 seconds or 2 minutes'],
    ["10 MB", readBytes, 'it is "10 MB"; expected is a size such as 10000000 bytes'],
    ["1.5", readCount, 'it is "1.5"; expected is a whole number'],
    ['"12"', readCount, 'it is "12"; expected is a whole number'],
    ["yes", readBool, 'it is "yes"; expected is true or false'],
    ["{ a: b }", readBool, "it is a map; expected is true or false"],
  ] as const)("%s is nothing, and said to be wrong", (text, read, message) => {
    const { made, messages } = readPart<unknown>(text, (node, report) => read(node, "it", report));
    expect([made, messages]).toEqual([undefined, [message]]);
  });

  it("is one of some words", () => {
    const read = (text: string) => readPart(text, (node, report) => readWord(node, "it", word, report));
    expect(read("comma").made).toBe("comma");
    expect(read("coma")).toEqual({ made: undefined, messages: ['it is "coma"; expected is one of one, comma'] });
  });

  it("that is absent is no fault", () => {
    const { made, messages } = readPart("a", (_, report) => [
      readCount(undefined, "it", report),
      readTexts(undefined, "it", report),
      readPairs(undefined, "it", report),
    ]);
    expect([made, messages]).toEqual([[undefined, [], []], []]);
  });

  it("stands for a list of one, and constants keep their kind", () => {
    expect(readPart("a", (node, report) => readTexts(node, "it", report)).made).toEqual(["a"]);
    expect(readPart("[a, [b], c]", (node, report) => readTexts(node, "it", report))).toEqual({
      made: ["a", "c"],
      messages: ["it is a list; expected is a text"],
    });
    for (const [text, value] of [
      ["5", 5],
      ['"5"', "5"],
      ["true", true],
      ["null", undefined],
    ] as const)
      expect(readPart(text, (node, report) => readConstant(node, "it", report)).made).toBe(value);
  });

  it("pairs are texts by name, in their order", () => {
    expect(readPart("{ b: 1, a: x }", (node, report) => readPairs(node, "it", report)).made).toEqual([
      { name: "b", value: "1" },
      { name: "a", value: "x" },
    ]);
  });
});
