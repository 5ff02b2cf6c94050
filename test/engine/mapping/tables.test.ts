import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../engine/mapping/files/tables.ts";

describe("a CSV file", () => {
  it("is read as RFC 4180 writes it", () => {
    expect(readCsv('code,name\r\nFI,"Suomi, ""maa"""\n\nSE,Sverige\n')).toEqual([
      ["code", "name"],
      ["FI", 'Suomi, "maa"'],
      ["SE", "Sverige"],
    ]);
  });

  it("gives back the cells that were written", () => {
    const cell = fc.string().filter((text) => !text.includes("\r"));
    const line = fc.array(cell, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const written = lines
          .map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(","))
          .join("\n");
        expect(readCsv(written)).toEqual(lines);
      }),
    );
  });
});
