import picocolors from "picocolors";
import { expect, it } from "vitest";
import { findingsText } from "../../../engine/report/findings-text.ts";
import type { Finding } from "../../../engine/work/set-up/finding.ts";

const finding = (level: Finding["level"], text: string, advice?: string): Finding => ({
  level,
  code: "some-code",
  text,
  advice,
});

it("has a line for what is wrong and one for what to do, where something is to be done", () => {
  const findings = [finding("error", "No account\nis chosen.", "Choose one."), finding("note", "Mail is off.")];
  expect(findingsText(findings, picocolors.createColors(false))).toEqual([
    "  error No account is chosen.",
    "        Choose one.",
    "  note Mail is off.",
  ]);
});

it("shows the level in its colour", () => {
  const colours = picocolors.createColors(true);
  const findings = (["error", "warning", "note"] as const).map((level) => finding(level, "x"));
  expect(findingsText(findings, colours)).toEqual([
    `  ${colours.red("error")} x`,
    `  ${colours.yellow("warning")} x`,
    `  ${colours.cyan("note")} x`,
  ]);
});
