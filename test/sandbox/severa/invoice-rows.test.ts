import { describe, expect, it } from "vitest";
import { Random } from "../../../sandbox/seed/random.ts";
import { buildRows, type RowSeed } from "../../../sandbox/severa/invoice-rows.ts";

const plain = { isCreditNote: false, grouping: false, special: undefined, abroad: false, projects: 2 };
type About = Parameters<typeof buildRows>[1];

const rowsOf = (seed: number, about: Partial<About> = {}): readonly RowSeed[] =>
  buildRows(new Random(seed), { ...plain, ...about });
const many = (about: Partial<About> = {}) => Array.from({ length: 200 }, (_, seed) => rowsOf(seed, about)).flat();

describe("the rows of an invoice", () => {
  it("are one to ten, the same for the same seed", () => {
    const counts = Array.from({ length: 200 }, (_, seed) => rowsOf(seed).length);
    expect([Math.min(...counts), Math.max(...counts)]).toEqual([1, 10]);
    expect(rowsOf(5)).toEqual(rowsOf(5));
  });

  it("are of all kinds, some without a code", () => {
    const rows = many();
    expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(["Hours", "ProjectFees", "TravelExpenses"]));
    const codeless = rows.filter(({ code }) => code === null);
    expect(codeless.length).toBeGreaterThan(0);
    expect(codeless.every(({ type }) => type !== "TravelExpenses")).toBe(true);
  });

  it("come to whole cents, half a cent away from zero, also in a credit note", () => {
    for (const { hundredths, cents, vat, net, tax } of many()) {
      expect(net).toBe(Math.round((hundredths * cents) / 100));
      expect(Math.abs(tax - (net * vat) / 100)).toBeLessThanOrEqual(0.5 + 1e-9);
    }
    const credit = many({ isCreditNote: true });
    expect(credit.map(({ net }) => -net)).toEqual(many().map(({ net }) => net));
    expect(credit.map(({ tax }) => 0 - tax)).toEqual(many().map(({ tax }) => tax));
  });

  it("bear no VAT abroad", () => {
    expect(many({ abroad: true }).every(({ vat, tax }) => vat === 0 && Math.abs(tax) === 0)).toBe(true);
  });

  it("go round the projects of the invoice", () => {
    const rows = Array.from({ length: 50 }, (_, seed) => rowsOf(seed)).find(({ length }) => length > 3) ?? [];
    expect(rows.slice(0, 4).map(({ project }) => project)).toEqual([0, 1, 0, 1]);
  });

  it("show what is to be refused in the first of them, and there alone", () => {
    const [unit, ...others] = rowsOf(2, { special: "unit that Procountor does not know" });
    expect(unit?.unit).toBe("urakka-yks.");
    expect(others.some((row) => row.unit === "urakka-yks.")).toBe(false);
    const [text] = rowsOf(2, { special: "row text over 100 characters" });
    expect(text?.description.length).toBeGreaterThan(100);
  });
});
