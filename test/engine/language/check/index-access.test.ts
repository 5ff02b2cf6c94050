import { describe, expect, it } from "vitest";
import { verdict } from "./verdict.ts";

describe("`table[key]`", () => {
  it.each([
    ['settings.units["h"]', "a word of procountor/product.unit that may be absent"],
    ["settings.units[row.category]", "a word of procountor/product.unit that may be absent"],
    ["settings.units[customer]", "a word of procountor/product.unit that may be absent"],
    ["settings.units[12]", "a word of procountor/product.unit that may be absent"],
  ])("%s is %s", (text, type) => {
    expect(verdict(text)).toBe(type);
  });

  it("is there below a test that it is", () => {
    expect(
      verdict('settings.units["h"] if settings.units["h"] is present else PIECE', {
        expected: "enum procountor/product.unit",
      }),
    ).toBe("a word of procountor/product.unit");
  });

  it.each([
    ["rows[1]", "index-of-list at rows[1]"],
    ['customer["name"]', 'index-of-value at customer["name"]'],
    ["settings.units[row.net]", "index-type at row.net"],
  ])("%s is refused: %s", (text, refused) => {
    expect(verdict(text)).toBe(refused);
  });
});
