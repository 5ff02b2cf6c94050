import { describe, expect, it } from "vitest";
import { readMoment } from "../../cli/moments.ts";

const now = Date.parse("2026-03-02T08:00:00Z");
const read = (text: string): string => new Date(readMoment("--since", text, now)).toISOString();

describe("a moment", () => {
  it("may be so long ago", () => {
    expect(["90m", "2h", "3d", "1w"].map(read)).toEqual([
      "2026-03-02T06:30:00.000Z",
      "2026-03-02T06:00:00.000Z",
      "2026-02-27T08:00:00.000Z",
      "2026-02-23T08:00:00.000Z",
    ]);
  });

  it("may be a date, from midnight UTC, or a time with its zone", () => {
    expect(read("2026-03-01")).toBe("2026-03-01T00:00:00.000Z");
    expect(read("2026-03-01T08:00+02:00")).toBe("2026-03-01T06:00:00.000Z");
  });

  it("is nothing else", () => {
    for (const text of ["", "yesterday", "3", "3 days", "2026-02-31x", "03/01/2026"])
      expect(() => read(text)).toThrow(`--since cannot be "${text}"`);
  });
});
