import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("a setting", () => {
  const spare = (text: string) =>
    ["integration.yaml", "  partners:\n", `  spare: { title: Spare, ${text} }\n  partners:\n`] as const;

  it("has a default that fits, and none of its own where it is required", () => {
    expect(told(spare("one of: [ALL, NONE], default: AL"))).toContain("setting-default: AL");
    expect(told(spare("type: integer, default: 1.5"))).toContain("setting-default: 1.5");
    expect(told(spare("type: text, required: true, default: a"))).toContain("setting-required-default: required");
  });
});
