import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("what a create must have", () => {
  it("is filled", () => {
    expect(told(["invoices.yaml", "  date:             date\n", ""])).toEqual(["target-required: invoices"]);
  });

  it("is filled in each record that is made, down to its rows", () => {
    expect(told(["invoices.yaml", "      quantity: row.quantity\n", ""])).toEqual(["target-required: invoices"]);
  });

  it("or is left out with a reason", () => {
    expect(told(["invoices.yaml", "  date:             date\n", '  date:             { ignore: "theirs" }\n'])).toEqual(
      [],
    );
  });

  it("is nothing to what is only changed", () => {
    expect(told(["payments.yaml", "      status: settings.invoices.transfer\n", "      note: omit\n"])).not.toContain(
      "target-required: paid",
    );
  });
});
