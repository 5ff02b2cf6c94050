import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("a check", () => {
  const more = (text: string) => ["integration.yaml", "flows:\n", `  - ${text}\n\nflows:\n`] as const;

  it("has something that must hold, and what is said", () => {
    expect(told(more("{ say: status-without-name }"))).toContain("check-empty: say");
    expect(told(more("must: settings.invoices.email"))).toContain("key-missing: must");
  });

  it("is an error unless it says less", () => {
    expect(edited([]).typed.checks.map(({ severity }) => severity)).toEqual(["error", "warning"]);
  });

  it("has a table of flags with a word for each", () => {
    const flags = (row: string) =>
      more(`flags: [hasNumber]\n    of: { settings.invoices.transfer: ${row} }\n    say: status-without-name`);
    expect(told(flags("[true]"))).toEqual([]);
    expect(told(flags("[true, any]"))).toContain("flags-count: true");
    expect(told(flags("[yes]"))).toContain("option-unknown: yes");
  });
});
