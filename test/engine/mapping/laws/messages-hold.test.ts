import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("messages", () => {
  it("are there when they are said", () => {
    expect(told(["invoices.yaml", "say:    totals-differ", "say:    totals-difer"])).toEqual([
      "message-unknown: totals-difer",
      "message-unused: totals-differ",
    ]);
  });

  it("have each hole filled, and no fact too many", () => {
    expect(told(["messages.yaml", "The totals differ.", "The totals differ by {sum}."])).toEqual([
      "message-fact-missing: totals-differ",
    ]);
    expect(told(["messages.yaml", "There is no unit {unit}.", "There is no such unit."])).toEqual([
      "message-fact-unused: unit",
    ]);
  });

  it("may be words of our own for a vendor's code, which no rule says", () => {
    const before = "messages:\n";
    expect(told(["messages.yaml", before, `${before}  books.E42: { text: "Not now." }\n`])).toEqual([]);
    expect(told(["messages.yaml", before, `${before}  book.E42: { text: "Not now." }\n`])).toEqual([
      "message-unused: book.E42",
    ]);
  });
});
