import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { displayWidth } from "../../../engine/report/display-width.ts";
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
  describe("of many columns", () => {
    const heads = ["Company", "Integration", "State", "Last run", "Problem"];
    const row = [
      "Suomen Esimerkkikonsultointi ja Suunnittelu Oy",
      "severa-procountor",
      "stopped",
      "2026-03-02 08:00",
      "The account FI2112345600000785 is not there any more; 請求書 Rechnungsempfängerbenachrichtigungsdienst",
    ];
    const flexible = [0, 4];

    it.each([60, 80, 100])("has no line over %i columns, and loses no short word", (width) => {
      const lines = table(heads, [row, ["A", "b", "", "", ""]], { width, flexible });
      expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
      const words = lines.join(" ").split(/\s+/);
      for (const word of ["stopped", "severa-procountor", "08:00", "請求書", "account", "more;"])
        expect(words.some((one) => one.startsWith(word.slice(0, 6)))).toBe(true);
    });

    it("stays in columns while the flexible ones can be narrower, and is in blocks below that", () => {
      const at = (width: number) => table(heads, [row], { width, flexible });
      expect(at(80)[0]).toMatch(/^Company +Integration +State +Last run +Problem$/);
      expect(at(80)[1]).toMatch(/^Suomen +severa-procountor +stopped +2026-03-02 08:00 +The account/);
      expect(at(60)).toEqual([
        "Suomen Esimerkkikonsultointi ja Suunnittelu Oy",
        "  Integration: severa-procountor",
        "  State: stopped",
        "  Last run: 2026-03-02 08:00",
        "  Problem: The account FI2112345600000785 is not there any",
        "    more; 請求書 Rechnungsempfängerbenachrichtigungsdienst",
      ]);
    });

    it("is as wide as it likes without a terminal's width, each row on one line", () => {
      expect(table(heads, [row], { flexible })).toHaveLength(2);
    });

    it("shortens what cannot be broken in the middle, since names that begin alike differ at their end", () => {
      const long = [1, 2].map((end) => [`${"Konsernitilinpäätös".repeat(3)}${end}`, "x"]);
      const [, first, second] = table(["Name", "n"], long, { width: 30, flexible: [0] });
      expect(first).toMatch(/^Konsern.*….*1 +x$/);
      expect(second).toMatch(/….*2 +x$/);
    });
  });

  it("is nothing without rows", () => {
    expect(table(["a"], [])).toEqual([]);
  });
});
