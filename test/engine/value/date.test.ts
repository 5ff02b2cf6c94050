import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as date from "../../../engine/value/date.ts";

/** The runtime's own calendar, as the other opinion. */
const oracle = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const days = fc.integer({ min: -719_162, max: 2_932_896 });

describe("calendar", () => {
  test("every day from year 1 to 9999 has the same number and weekday as in the runtime's calendar", () => {
    for (let day = -719_162; day <= 2_932_896; day += 13) {
      const text = oracle(day);
      if (date.printDate(date.dateOfDay(day)) !== text)
        throw new Error(`day ${day}: ${date.printDate(date.dateOfDay(day))}, not ${text}`);
      const parsed = date.parseDate(text);
      if (parsed === undefined || date.dayNumber(parsed) !== day) throw new Error(text);
    }
    fc.assert(
      fc.property(days, (day) => {
        expect(date.weekday(oracle(day)) % 7).toBe(new Date(day * 86_400_000).getUTCDay());
      }),
    );
  });
  test("days added are days between", () => {
    fc.assert(
      fc.property(days, days, (from, to) => {
        expect(date.addDays(oracle(from), to - from)).toBe(oracle(to));
        expect(date.daysBetween(oracle(from), oracle(to))).toBe(to - from);
      }),
    );
  });
  test.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-01-15", -13, "2024-12-15"],
    ["2024-02-29", 12, "2025-02-28"],
  ])("%s and %i months is %s", (from, months, to) => expect(date.addMonths(from, months)).toBe(to));
  test("months begin and end", () => {
    expect(date.startOfMonth("2026-02-14")).toBe("2026-02-01");
    expect(date.endOfMonth("2026-02-14")).toBe("2026-02-28");
    expect(date.endOfMonth("1900-02-01")).toBe("1900-02-28");
    expect(date.endOfMonth("2000-02-01")).toBe("2000-02-29");
  });
  test("what is no date is not read", () => {
    for (const text of [
      "2026-02-29",
      "2026-13-01",
      "2026-00-10",
      "2026-1-1",
      "0000-01-01",
      "20260101",
      "2026-01-01T00:00",
      " 2026-01-01",
      "",
    ]) {
      expect(date.isDate(text), text).toBe(false);
    }
    expect(() => date.addDays("2026-02-30", 1)).toThrow(
      new date.DateFault('"2026-02-30" is not a date; one looks like 2026-01-31'),
    );
    expect(() => date.addDays("9999-12-31", 1)).toThrow(date.DateFault);
  });
});

describe("the date of a datetime", () => {
  test("is the one it names, whatever its offset", () => {
    expect(date.dateOfDateTime("2026-01-31T23:30:00-05:00")).toBe("2026-01-31");
    expect(date.dateOfDateTime("2026-01-31T00:10:00+02:00")).toBe("2026-01-31");
    expect(date.dateOfDateTime("2026-01-31 08:00")).toBe("2026-01-31");
    expect(date.dateOfDateTime("2026-01-31")).toBe("2026-01-31");
  });
  test("is shifted only when a zone is named and the text names an instant", () => {
    expect(date.dateOfDateTime("2026-01-31T23:30:00Z", "Europe/Helsinki")).toBe("2026-02-01");
    expect(date.dateOfDateTime("2026-07-31T21:30:00Z", "Europe/Helsinki")).toBe("2026-08-01");
    expect(date.dateOfDateTime("2026-01-31T21:30:00Z", "Europe/Helsinki")).toBe("2026-01-31");
    expect(date.dateOfDateTime("2026-01-31T23:30:00", "Europe/Helsinki")).toBe("2026-01-31");
    expect(() => date.dateOfDateTime("2026-01-31T23:30:00Z", "Helsinki")).toThrow(date.DateFault);
  });
  test("instants are those of the runtime", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("0001-01-02"), max: new Date("9999-12-30"), noInvalidDate: true }),
        (instant) => {
          expect(date.epochOfDateTime(instant.toISOString())).toBe(instant.getTime());
          expect(date.printInstant(instant.getTime())).toBe(instant.toISOString());
        },
      ),
    );
    expect(date.epochOfDateTime("2026-03-02T08:00:00.5678+02:00")).toBe(Date.parse("2026-03-02T06:00:00.567Z"));
  });
  test("what is no datetime is not read", () => {
    for (const text of [
      "2026-02-30T10:00",
      "2026-01-01T24:00",
      "2026-01-01T10",
      "2026-01-01T10:60",
      "today",
      "2026-01-01T10:00+2",
    ])
      expect(date.isDateTime(text), text).toBe(false);
  });
});
