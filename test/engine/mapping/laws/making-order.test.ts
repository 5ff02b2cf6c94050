import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("cells that ask for one another", () => {
  const status = (value: string) =>
    ["invoices.yaml", "status:           UNFINISHED", `status:           ${value}`] as const;

  it("may do so in any order", () => {
    expect(told(status("UNFINISHED if books.type == SALES else UNFINISHED"))).toEqual([]);
  });

  it("go in no circle, not through a name either", () => {
    const channel = [
      "invoices.yaml",
      "channel:          EMAIL if",
      "channel:          MAIL if books.penalty is present else EMAIL if",
    ] as const;
    expect(told(channel, ["invoices.yaml", "round(interest, 2)", "1 if books.channel == MAIL else 2"])).toContain(
      "cell-cycle: channel",
    );
    expect(
      told(
        channel,
        ["invoices.yaml", "needs:\n", "let:\n  mailed: books.channel == MAIL\n\nneeds:\n"],
        ["invoices.yaml", "round(interest, 2)", "1 if mailed else 2"],
      ),
    ).toContain("cell-cycle: channel");
  });

  it("ask only for what is filled", () => {
    expect(told(["invoices.yaml", "books.channel == MAIL and", "books.notes is absent and"])).toContain(
      "field-unknown: notes",
    );
    expect(
      told(
        ["invoices.yaml", "  account:          settings.invoices.account.iban\n", ""],
        status("UNFINISHED if books.account is absent else UNFINISHED"),
      ),
    ).toContain("asked-not-filled: books.account");
  });
});
