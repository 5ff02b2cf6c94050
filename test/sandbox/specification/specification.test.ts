import { describe, expect, it } from "vitest";
import { descriptions } from "../../../sandbox/specification/digest.ts";
import { specificationOf } from "../../../sandbox/specification/read-specification.ts";
import { parseMember, parseType, writeMember } from "../../../sandbox/specification/specification.ts";

describe("a type in words", () => {
  it.each([
    ["text 1..80!", { type: { kind: "text", least: 1, most: 80 }, required: true }],
    ["text", { type: { kind: "text", least: undefined, most: undefined }, required: false }],
    ["integer ..999", { type: { kind: "integer", least: undefined, most: 999 }, required: false }],
    ["enum |A|B-C", { type: { kind: "words", words: ["", "A", "B-C"] }, required: false }],
    ["enum @UnitCode!", { type: { kind: "words of", name: "UnitCode" }, required: true }],
    ["[[@Row]]", { type: { kind: "list", of: { kind: "list", of: { kind: "shape", name: "Row" } } }, required: false }],
  ] as const)("%s", (text, member) => {
    expect(parseMember(text)).toEqual(member);
    expect(writeMember(member)).toBe(text);
  });

  it("is no other word", () => {
    expect(() => parseType("string")).toThrow("string is no type");
  });

  it.each(Object.keys(descriptions))(
    "all of those of %s are read and written as they stand, and name what is there",
    (system) => {
      const { shapes, enums } = specificationOf(system);
      const members = Object.values(shapes).flatMap((shape) => Object.values(shape));
      expect(members.length).toBeGreaterThan(500);
      for (const text of members) {
        expect(writeMember(parseMember(text))).toBe(text);
        const name = /@(\w+)/.exec(text)?.[1];
        if (name !== undefined) expect(name in (text.includes("enum @") ? enums : shapes), text).toBe(true);
      }
    },
  );
});
