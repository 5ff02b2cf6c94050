import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { table } from "../../../engine/report/table.ts";

describe("a table", () => {
  it("has columns as wide as their widest cell, and no blanks at the end", () => {
    expect(
      table(
        ["Company", "n"],
        [
          ["Acme Oy", "1"],
          ["A much longer one", "23"],
        ],
      ),
    ).toEqual(["Company            n", "Acme Oy            1", "A much longer one  23"]);
  });
  it("counts columns of the terminal: wide characters two, colours none", () => {
    const { red } = picocolors.createColors(true);
    const [, wide, coloured] = table(
      ["a", "b"],
      [
        ["請求", "x"],
        [red("abc"), "y"],
      ],
    );
    expect(wide).toBe("請求  x");
    expect(coloured).toBe(`${red("abc")}   y`);
  });
  it("is nothing without rows", () => {
    expect(table(["a"], [])).toEqual([]);
  });
});
