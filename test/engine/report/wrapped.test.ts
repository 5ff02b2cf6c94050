import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth } from "../../../engine/report/display-width.ts";
import { wrapped } from "../../../engine/report/wrapped.ts";

describe("a sentence in lines", () => {
  it("breaks between words and indents what follows", () => {
    expect(wrapped("Fill it in on the customer card.", 20, "      ", "    → ")).toEqual([
      "    → Fill it in on",
      "      the customer",
      "      card.",
    ]);
  });

  it("is nothing for a text without words", () => {
    expect(wrapped("  \n ", 20, "  ")).toEqual([]);
  });

  it("keeps every word, and is wider than asked only by a single word", () => {
    const word = fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }).filter((text) => !/\s/.test(text));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.integer({ min: 10, max: 100 }), (words, width) => {
        const lines = wrapped(words.join(" "), width, "    ");
        expect(lines.flatMap((line) => line.trim().split(" "))).toEqual(words);
        for (const line of lines) if (line.trim().includes(" ")) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
