import { describe, expect, it } from "vitest";
import { invoices } from "./invoices.ts";

describe("a transfer", () => {
  it("finds the document again by its frozen body", () => {
    expect(invoices.recognise({ originalNumber: "5001", date: "2026-03-01" })).toEqual({ originalNumber: "5001" });
    expect(invoices.recognise({ date: "2026-03-01" })).toBeUndefined();
  });
});
