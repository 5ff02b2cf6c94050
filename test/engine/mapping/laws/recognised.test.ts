import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("what finds a document again", () => {
  it("is among what is written into it", () => {
    expect(told(["invoices.yaml", "recognise by: originalNumber", "recognise by: originalNumbers"])).toEqual([
      "recognise-not-filled: originalNumbers",
    ]);
    expect(told(["invoices.yaml", "recognise by: originalNumber", "recognise by: [originalNumber, date]"])).toEqual([]);
    expect(told(["invoices.yaml", "recognise by: originalNumber", "recognise by: receiver.name"])).toEqual([]);
  });

  it("is missed where the document is created", () => {
    expect(told(["invoices.yaml", "recognise by: originalNumber\n", ""])).toEqual(["recognise-missing: invoices"]);
  });
});
