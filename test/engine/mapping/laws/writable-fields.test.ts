import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("what the other side sets by itself", () => {
  it("is written by nobody", () => {
    expect(told(["invoices.yaml", "  date:             date\n", "  date:             date\n  balance: 1\n"])).toEqual([
      "field-read-only: balance",
    ]);
  });

  it("may be left out with a reason", () => {
    expect(
      told([
        "invoices.yaml",
        "  date:             date\n",
        '  date:             date\n  balance: { ignore: "theirs" }\n',
      ]),
    ).toEqual([]);
  });
});
