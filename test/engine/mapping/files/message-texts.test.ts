import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("the text of a message", () => {
  const textOf = (text: string) =>
    edited([["messages.yaml", '"The totals differ."', JSON.stringify(text)]]).typed.messages.get("totals-differ")?.text;

  it("is split at its holes; doubled braces stand for themselves", () => {
    expect(textOf("The {what} differ.")).toEqual(["The ", { fact: "what" }, " differ."]);
    expect(textOf("{what}")).toEqual([{ fact: "what" }]);
    expect(textOf("A {{b}} c")).toEqual(["A {b} c"]);
  });

  it("has holes that are closed names", () => {
    expect(told(["messages.yaml", "The totals differ.", "The {totals differ."])).toEqual([
      "message-hole: {totals differ.",
    ]);
    expect(told(["messages.yaml", "The totals differ.", "The {a b} differ."])).toEqual(["message-hole: {a b}"]);
  });

  it("stands once", () => {
    expect(told(["messages.yaml", "messages:\n", "messages:\n  totals-differ: { text: A }\n"])).toHaveLength(1);
    expect(told(["items.yaml", "fields:", "messages:\n  totals-differ: { text: A }\nfields:"])).toEqual([
      "message-twice: totals-differ",
    ]);
  });
});
