import { describe, expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

describe("tests of a value", () => {
  it.each([
    ["orderNumber is integer", "42", true],
    ["orderNumber is integer", "4.5", false],
    ["orderNumber is not integer", "x", true],
    ["orderNumber is decimal", "4,5", true],
    ["orderNumber is date", "2026-02-30", false],
    ["orderNumber is email", "a@b.fi", true],
    ["orderNumber is email", "a@b", false],
    ["orderNumber is iban", "FI21 1234 5600 0007 85", true],
    ["orderNumber is present", " ", false],
    ["orderNumber is absent", " ", true],
  ])("%s of %s is %s", (text, orderNumber, expected) => {
    expect(evaluated(text, { orderNumber })).toBe(expected);
  });

  it("a test of an absent text holds neither way but for presence", () => {
    expect(evaluated("orderNumber is integer", {})).toBe(false);
    expect(evaluated("orderNumber is not integer", {})).toBe(false);
  });
});
