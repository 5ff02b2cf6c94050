import { describe, expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

describe("templates", () => {
  it("templates fill their holes and skip what is absent", () => {
    expect(evaluated("{paymentTerm} days {{net}}{notes}", { paymentTerm: 14 }, {}, { read: "template" })).toBe(
      "14 days {net}",
    );
    expect(evaluated('"invoice-{number}.pdf"', { number: 5001 })).toBe("invoice-5001.pdf");
  });
});
