import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("a field", () => {
  it("is filled in one place, by its whole or by its parts", () => {
    expect(
      told(["invoices.yaml", "  receiver.name: ", "  receiver: { fields: { name: receiver } }\n  receiver.name: "]),
    ).toEqual(["target-twice: receiver.name"]);
  });

  it("of one row is another than that of the next", () => {
    expect(told()).toEqual([]);
  });
});
