import { describe, expect, it } from "vitest";
import { Books, indexed, swedishVatPercents, vatPercents, vatStatuses } from "../../../sandbox/procountor/books.ts";
import { chosenByProcountor, type ProcountorOptions } from "../../../sandbox/procountor/options.ts";
import type { Stored } from "../../../sandbox/procountor/store.ts";
import { chosen } from "../../../sandbox/server/options.ts";

const books = (options: ProcountorOptions & { readonly listLagMs?: number } = {}) =>
  new Books(chosenByProcountor(chosen({ seed: 7, ...options })));

describe("the books", () => {
  it("are open for the years from 2026 on, closed for those before and for those that are none", () => {
    const isOpen = (day: string) => books().isOpen(day);
    expect(["2026-01-01", "2027-12-31"].map(isOpen)).toEqual([true, true]);
    expect(["2025-12-31", "2024-01-01", "2028-01-01", ""].map(isOpen)).toEqual([false, false, false, false]);
    expect(books({ closedYears: false }).isOpen("2025-12-31")).toBe(true);
    expect(books({ closedYears: false }).isOpen("2023-12-31")).toBe(false);
  });

  it("give each number and id once, upwards, each kind of its own", () => {
    const one = books();
    expect([one.nextInvoiceNumber(), one.nextInvoiceNumber()]).toEqual([10_001, 10_002]);
    expect([one.nextRowId(), one.nextRowId()]).toEqual([20_000_001, 20_000_002]);
    expect([one.nextItemId(), one.nextItemId()]).toEqual([5_001, 5_002]);
    expect(books().nextInvoiceNumber()).toBe(10_001);
  });

  it("show what is made after the lag of lists, and what the maker adds to it", () => {
    expect(books().visibleAt(1000, 0)).toBe(1000);
    expect(books({ listLagMs: 500 }).visibleAt(1000, 20)).toBe(1520);
  });
});

it("an index holds all that have a key, in the order in which they came", () => {
  const index = new Map<string, Stored[]>();
  const stored = (id: number) => ({ id }) as Stored;
  for (const id of [3, 1]) indexed(index, "A", stored(id));
  indexed(index, "B", stored(2));
  expect([...index].map(([key, all]) => [key, all.map(({ id }) => id)])).toEqual([
    ["A", [3, 1]],
    ["B", [2]],
  ]);
});

it("zero per cent is a rate of either country, and the statuses begin with the domestic one", () => {
  expect([vatPercents.includes(0), swedishVatPercents.includes(0)]).toEqual([true, true]);
  expect(vatStatuses.map(({ vatStatus }) => vatStatus)).toEqual([1, 2, 3, 4]);
});
