import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("a register", () => {
  it("is read with its match, or without one where cells link", () => {
    const { typed } = edited([]);
    expect(typed.flows.get("partners")).toMatchObject({ kind: "register", whenNeeded: true, update: "never" });
    expect(typed.flows.get("items")).toMatchObject({ kind: "register", whenNeeded: false, match: undefined });
  });

  it("creates what nothing matches, unless it says otherwise", () => {
    const { typed } = edited([["partners.yaml", "  else: create if settings.partners.create else pass\n", ""]]);
    const flow = typed.flows.get("partners");
    expect(flow?.kind === "register" && flow.match?.otherwise).toBe("create");
    expect(told(["partners.yaml", "else: create if settings.partners.create else pass", "else: creat"])).toContain(
      "word-unknown: creat",
    );
  });

  it("knows the candidate in its match by the name of the other side", () => {
    expect(told(["partners.yaml", "link: books.number", "link: books.numer"])).toContain("field-unknown: numer");
  });
});
