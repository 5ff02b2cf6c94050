import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("a setting", () => {
  const spare = (text: string) => ["integration.yaml", "settings:\n", `settings:\n${text}`] as const;

  it("is read by something", () => {
    expect(told(spare("  spare: { title: Spare, type: bool }\n"))).toEqual(["setting-unused: spare"]);
    expect(told(["integration.yaml", "  when: settings.invoices.email", "  when: true"])).toEqual([]);
  });

  it("may be read by the condition of another in its group", () => {
    expect(
      told([
        "integration.yaml",
        "    email:    {",
        "    other:    { title: Other, type: bool }\n    email:    { when: other,",
      ]),
    ).toEqual([]);
  });
});
