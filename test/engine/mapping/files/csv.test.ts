import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../../engine/mapping/files/csv.ts";

const cellsOf = (text: string) => readCsv(text).rows.map(({ cells }) => cells);

describe("a CSV file", () => {
  it("is read as RFC 4180 writes it", () => {
    expect(cellsOf('code,name\r\nFI,"Suomi, ""maa"""\n\nSE,Sverige\n')).toEqual([
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
        expect(cellsOf(written)).toEqual(lines);
      }),
    );
  });

  it("may mix line ends, and holds lines of its own in quotes", () => {
    expect(cellsOf('a,b\r\n"one\ntwo",3\nc,4')).toEqual([
      ["a", "b"],
      ["one\ntwo", "3"],
      ["c", "4"],
    ]);
  });

  it("tells where each row stands, without its line end", () => {
    const text = 'a,b\r\n\n"x\ny",1\nlast,2';
    expect(readCsv(text).rows.map(({ start, end }) => text.slice(start, end))).toEqual(["a,b", '"x\ny",1', "last,2"]);
  });

  it("tells where a quote begins that is never closed", () => {
    expect(readCsv('a,b\n"c",d').openQuote).toBeUndefined();
    expect(readCsv('a,b\nc,"d\ne,f').openQuote).toBe(6);
  });
});
