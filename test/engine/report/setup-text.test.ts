import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { setupText } from "../../../engine/report/setup-text.ts";
import type { Finding } from "../../../engine/work/set-up/finding.ts";

const colours = picocolors.createColors(false);

const two = [
  { title: "Invoices are numbered by Books.", advice: "Switch numbering on.", confirm: "numbering" },
  { title: "Somebody reads the mails.", advice: "Give an address.", confirm: undefined },
];

function textOf(
  findings: readonly Finding[],
  confirmed: readonly string[] = [],
  preconditions: readonly object[] = two,
): readonly string[] {
  const job = { title: "Acme Oy", integration: { title: "Shop and Books", preconditions }, confirmed };
  return setupText(job as unknown as Parameters<typeof setupText>[0], { findings }, colours).split("\n");
}

const finding = (level: Finding["level"]): Finding => ({ level, code: "c", text: "Something.", advice: undefined });

describe("the set-up of an integration", () => {
  it("lists what has to be so before it can run, and which of it somebody has confirmed", () => {
    expect(textOf([], ["numbering"])).toEqual([
      "Acme Oy: Shop and Books",
      "",
      "Before you start:",
      "  confirmed Invoices are numbered by Books.",
      "      Switch numbering on.",
      "  - Somebody reads the mails.",
      "      Give an address.",
      "",
      "Everything checked is in order: the integration can run.",
    ]);
    expect(textOf([])).toContain("  - Invoices are numbered by Books.");
  });

  it("says nothing of what is to be done before where nothing is", () => {
    expect(textOf([], [], [])).toEqual([
      "Acme Oy: Shop and Books",
      "",
      "Everything checked is in order: the integration can run.",
    ]);
  });

  it("ends with whether it can run: an error keeps it from that, a warning does not", () => {
    expect(textOf([finding("warning")]).slice(-3)).toEqual(["  warning Something.", "", "The integration can run."]);
    const errors = [finding("error"), finding("warning"), finding("error")];
    expect(textOf(errors).at(-1)).toBe("The integration is not switched on: 2 errors.");
  });
});
