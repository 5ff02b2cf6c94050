import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { explanationText } from "../../../engine/report/explanation-text.ts";
import type { Explanation } from "../../../engine/review/explain.ts";

const screen = { colours: picocolors.createColors(false), width: 80 };
const span = { source: { path: "mappings/shop/invoices.yaml", text: "a: b\nc: d\n" }, start: 5, end: 6 };
const invoice: Explanation = {
  from: { side: "shop", kind: "order" },
  to: { side: "books", kind: "invoice" },
  id: "o1",
  picked: true,
  action: "create",
  said: [],
  carried: [],
  fields: [{ path: "type", value: "SALES", sources: [], span }],
  findings: [],
  problem: undefined,
};

/** The lines above the fields, from which a blank one parts them. */
function head(change: Partial<Explanation>): readonly string[] {
  const lines = explanationText("invoices", { ...invoice, ...change }, screen).split("\n");
  return lines.slice(0, lines.indexOf(""));
}

describe("an explanation", () => {
  it("says whose record becomes what, what a run would do, and then each field", () => {
    expect(explanationText("invoices", invoice, screen).split("\n")).toEqual([
      "shop/order o1 -> books/invoice  invoices",
      "A run would: create",
      "",
      "The rules stand in mappings/shop/",
      "",
      "type  SALES  invoices.yaml:2:1",
    ]);
  });

  it("says that the flow would not take the record, and explains it all the same", () => {
    expect(head({ picked: false, action: undefined })).toEqual([
      "shop/order o1 -> books/invoice  invoices",
      "The flow would not take it as it stands now (pick); this is what it would make of it.",
    ]);
  });

  it("gives each refusal with its line and advice", () => {
    const said = [
      { code: "street-missing", text: "The street is missing.", advice: "Fill it in.", span, facts: {} },
      { code: "unit-unknown", text: "There is no\nunit x.", advice: undefined, span, facts: {} },
    ];
    expect(head({ action: "refuse", said })).toEqual([
      "shop/order o1 -> books/invoice  invoices",
      "A run would: refuse",
      "The street is missing. mappings/shop/invoices.yaml:2:1",
      "  Fill it in.",
      "There is no unit x. mappings/shop/invoices.yaml:2:1",
    ]);
  });

  it("tells of what was carried when that was, as what, and where its values are from", () => {
    const carried = {
      item: "o1",
      at: Date.parse("2026-03-02T06:00:05Z"),
      timezone: "Europe/Helsinki",
      target: "4711",
      values: "sent",
      unexplained: [],
    } as const;
    const text = explanationText(
      "invoices",
      {
        ...invoice,
        picked: false,
        action: "write back",
        carried: [{ ...carried, unexplained: [{ path: "note", value: "Thanks" }] }],
        fields: invoice.fields.map((field) => ({ ...field, today: "CREDIT" })),
      },
      screen,
    );
    expect(text.split("\n")).toEqual([
      "shop/order o1 -> books/invoice  invoices",
      "It was carried on 2026-03-02 08:00:05 +02:00, as books/invoice 4711.",
      "The values are those that were sent; the lines are those that make them today,",
      "from the record as it is now.",
      "",
      "Sent, and made by no line today:",
      "  note  Thanks",
      "",
      "The rules stand in mappings/shop/",
      "",
      "type  SALES  invoices.yaml:2:1",
      "        today: CREDIT",
    ]);
    expect(head({ carried: [{ ...carried, item: "o1/2", values: "changed" }] })).toEqual([
      "shop/order o1 -> books/invoice  invoices",
      "o1/2 was carried on 2026-03-02 08:00:05 +02:00, as books/invoice 4711.",
      "What was sent has been pruned from the store. The values are worked out anew,",
      "and not all of them are those that were sent.",
      "A run would: create",
    ]);
  });

  it("begins with what keeps the flow from saying anything", () => {
    const finding = { level: "error", code: "setting", text: "No account is chosen.", advice: "Choose one." } as const;
    expect(head({ action: undefined, findings: [finding], problem: "Shop does not answer." })).toEqual([
      "shop/order o1 -> books/invoice  invoices",
      "  error No account is chosen.",
      "        Choose one.",
      "Shop does not answer.",
    ]);
  });
});
