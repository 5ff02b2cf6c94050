import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { logText, unsolvedText } from "../../../engine/report/log-text.ts";

const screen = { colours: picocolors.createColors(false), width: 60 };
const helsinki = () => "Europe/Helsinki";
const at = Date.parse("2026-03-02T06:00:05Z");
const entry = { id: 1, scope: "acme/books", flow: "invoices", source: "7", label: "Invoice 7", at };
type Entries = Parameters<typeof logText>[0];

describe("the transfer log", () => {
  const happened = { ...entry, level: "info", message: "Invoice 7 was created", advice: undefined };
  const refused = { ...entry, level: "error", flow: "notes", message: "The street is missing.", advice: "Fill it in." };

  it("has a line for what happened, and what to do below what was refused, in the company's own time", () => {
    expect(logText([happened, refused] as unknown as Entries, helsinki, screen)).toBe(
      [
        "acme/books",
        "2026-03-02 08:00:05 +02:00  invoices  info     Invoice 7 was created",
        "2026-03-02 08:00:05 +02:00  notes     error    Invoice 7",
        "    The street is missing.",
        "    → Fill it in.",
      ].join("\n"),
    );
  });
  it("says when there is nothing", () => {
    expect(logText([], helsinki, screen)).toBe("The log has no such entries.");
  });
});

describe("what is unsolved", () => {
  const state = { ...entry, state: "refused", code: "street-missing", message: undefined, advice: undefined };

  it("is told by its code where nothing else is known", () => {
    expect(unsolvedText([state] as unknown as Parameters<typeof unsolvedText>[0], helsinki, screen)).toBe(
      [
        "Invoice 7  acme/books invoices",
        "    2026-03-02 08:00:05 +02:00, id 7",
        "    street-missing",
        "",
        "1 record unsolved. What is corrected is tried again by itself;",
        '"koppel retry RECORD" tries it again as it is.',
      ].join("\n"),
    );
  });
});
