import { describe, expect, it } from "vitest";
import { ListFault, LONGEST_LIST, limitedList } from "../../../engine/value/long-list.ts";
import { cell } from "../language/fixture.ts";

const rows = (count: number) => Array.from({ length: count }, () => ({ quantity: 1 }));

describe("a list", () => {
  it("may have a hundred thousand entries, and no more", () => {
    const full = new Array<number>(LONGEST_LIST).fill(1);
    expect(limitedList(full)).toBe(full);
    expect(() => limitedList([...full, 1])).toThrow(ListFault);
  });

  it("that is put together with itself again and again is refused by the record, with its place", () => {
    const source = { rows: rows(30_000) };
    expect(cell("count(list(rows, rows, rows))").run({ source })).toBe(90_000);
    expect(() => cell("count(list(rows, rows, rows, rows))").run({ source })).toThrow(
      expect.objectContaining({ facts: { problem: "the list has more than 100000 entries" } }),
    );
  });
});

describe("`for` within `for`", () => {
  const nested = "sum(sum(sum(sum(1 for d in rows) for c in rows) for b in rows) for a in rows)";

  it("goes through what there is", () => {
    expect(cell(nested).run({ source: { rows: rows(10) } })).toBe(10_000);
  });

  it("is refused by the record where it would never end", () => {
    expect(() => cell(nested).run({ source: { rows: rows(200) } })).toThrow(
      expect.objectContaining({ facts: { problem: "`for` walks through more than 1000000 entries for this record" } }),
    );
  });
});
