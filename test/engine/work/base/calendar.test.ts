import { describe, expect, it } from "vitest";
import { todayOf } from "../../../../engine/work/base/calendar.ts";
import { shopStage } from "../shop-stage.ts";

describe("dates", () => {
  it("are those of the company's calendar, on both sides of midnight and of summer time", async () => {
    const stage = await shopStage();
    const today = (moment: string, timezone: string) => {
      stage.clock.time = Date.parse(moment);
      return todayOf(stage.job({ timezone }));
    };
    expect(today("2026-03-01T21:59:59Z", "Europe/Helsinki")).toBe("2026-03-01");
    expect(today("2026-03-01T22:00:00Z", "Europe/Helsinki")).toBe("2026-03-02");
    expect(today("2026-07-01T21:00:00Z", "Europe/Helsinki")).toBe("2026-07-02");
    expect(today("2026-03-01T22:00:00Z", "Europe/Stockholm")).toBe("2026-03-01");
  });
});
