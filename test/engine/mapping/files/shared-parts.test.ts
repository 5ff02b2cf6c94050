import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("messages, computed fields and tables", () => {
  it("may stand in the file of a flow", () => {
    const { typed, told } = edited([
      ["items.yaml", "fields:", "messages:\n  books.E1: { text: A }\ntables:\n  spare: { a: 1 }\nfields:"],
    ]);
    expect(told).toEqual([]);
    expect([typed.messages.has("books.E1"), typed.tables.has("spare")]).toEqual([true, true]);
  });

  it("are all that a file without a flow may hold", () => {
    expect(told(["computed.yaml", "tables:", "spare: 1\ntables:"])).toEqual(["key-unknown: spare"]);
    expect(told(["extra.yaml", "", "regster: extra\n"])).toContain("file-kind: regster");
  });
});
