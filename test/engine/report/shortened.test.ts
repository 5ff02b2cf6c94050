import { describe, expect, it } from "vitest";
import { displayWidth } from "../../../engine/report/display-width.ts";
import { shortened } from "../../../engine/report/shortened.ts";

describe("a shortened text", () => {
  it("stays as it is where it fits, and loses its middle where it does not", () => {
    expect(shortened("acme/severa-procountor", 22)).toBe("acme/severa-procountor");
    expect(shortened("acme/severa-procountor", 21)).toBe("acme/sever…procountor");
    expect(shortened("acme/severa-procountor", 4)).toBe("ac…r");
  });

  it("is never wider than asked for, nor cut within a character", () => {
    for (const text of [
      "請求書番号一覧表",
      "Müller & Söhne ö̈ö̈ö̈ GmbH",
      "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
      "x".repeat(500),
    ])
      for (let width = 1; width < 30; width++) {
        const short = shortened(text, width);
        expect(displayWidth(short)).toBeLessThanOrEqual(width);
        expect(short.replaceAll("👩‍👩‍👧‍👦", "")).not.toMatch(/[\u200d\p{Surrogate}]/u);
      }
  });
});
