import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { runText } from "../../../engine/report/run-text.ts";
import type { FlowReport } from "../../../engine/work/run-report.ts";

const colours = picocolors.createColors(false);
const screen = { colours, width: 120 };
const NONE = {
  taken: 0,
  created: 0,
  updated: 0,
  linked: 0,
  found: 0,
  unchanged: 0,
  refused: 0,
  waiting: 0,
  skipped: 0,
};

function flow(name: string, counts: Partial<FlowReport["counts"]>, problem?: string): FlowReport {
  return { flow: name, title: name, counts: { ...NONE, ...counts }, problem };
}

describe("what came of a run", () => {
  it("is a table of flows, with a dot where there is none, and why a flow ended early", () => {
    const flows = [
      flow("items", { taken: 14, created: 12, skipped: 2 }),
      flow("invoices", {}, "Shop does\nnot answer."),
    ];
    expect(
      runText({ kind: "done", id: "r", scope: "acme/books", flows, findings: [], leftOut: [] }, screen).split("\n"),
    ).toEqual([
      "acme/books",
      "  flow      created  found  linked  updated  unchanged  refused  waiting  skipped",
      "  items     12       ·      ·       ·        ·          ·        ·        2",
      "  invoices  ·        ·      ·       ·        ·          ·        ·        ·",
      "  invoices: Shop does not answer.",
    ]);
  });

  it("says who runs it already", () => {
    expect(runText({ kind: "held", scope: "acme/books", by: "db2 12 5f3a", until: 0 }, screen)).toBe(
      "acme/books: another process (process 12 on db2) is running it and has it until 1970-01-01 00:00:00 UTC at least; nothing was done.",
    );
  });

  it("says what keeps it from being switched on", () => {
    const finding = { level: "error", code: "c", text: "No account is chosen.", advice: "Choose one." } as const;
    expect(runText({ kind: "not-active", scope: "acme/books", findings: [finding] }, screen).split("\n")).toEqual([
      "acme/books cannot be switched on:",
      "  error No account is chosen.",
      "        Choose one.",
    ]);
  });
});
