import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { waitOf, writeMoment } from "../../../engine/connector/moment.ts";

describe("moments in the vendor's form and zone", () => {
  const helsinki = { format: "yyyy-MM-dd'T'HH:mm:ss", zone: "Europe/Helsinki", overlapMs: 0 };
  it.each([
    ["2026-03-29T00:59:59Z", "2026-03-29T02:59:59"],
    ["2026-03-29T01:00:00Z", "2026-03-29T04:00:00"],
    ["2026-10-25T00:30:00Z", "2026-10-25T03:30:00"],
    ["2026-12-31T23:00:00-05:00", "2027-01-01T06:00:00"],
    ["2026-06-30T21:00:00Z", "2026-07-01T00:00:00"],
  ])("%s is %s in Helsinki", (moment, expected) => {
    expect(writeMoment(moment, helsinki)).toBe(expected);
  });

  it("moves back by the overlap, and leaves text in quotes alone", () => {
    expect(
      writeMoment("2026-01-01T00:00:30Z", { format: "yyyy-MM-dd'T'HH:mm:ss'Z'", zone: "UTC", overlapMs: 60_000 }),
    ).toBe("2025-12-31T23:59:30Z");
  });

  it("a part of a second is left out, so that nothing is asked for too late", () => {
    expect(writeMoment("2026-01-31T12:00:00.900Z", helsinki)).toBe("2026-01-31T14:00:00");
  });

  it("Retry-After in seconds or as a date", () => {
    const now = Date.UTC(2026, 2, 2, 8);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_400 }),
        (seconds) =>
          waitOf(new Date(now + seconds * 1000).toUTCString(), now) === seconds * 1000 &&
          waitOf(String(seconds), now) === seconds * 1000,
      ),
    );
    expect(waitOf("Mon, 02 Mar 2026 07:00:00 GMT", now)).toBe(0);
    for (const endless of ["999999", "Fri, 31 Dec 9999 23:59:59 GMT"]) expect(waitOf(endless, now)).toBe(86_400_000);
    for (const nonsense of ["soon", "-5", "", "Mon, 99 Foo 2026"]) expect(waitOf(nonsense, now)).toBeUndefined();
  });
});
