import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("a transfer", () => {
  it("carries each item of a list inside another, each with a slot of its own", () => {
    const { typed, told } = edited([["invoices.yaml", "pick:", "each: [row in rows, file in files]\npick:"]]);
    const flow = typed.flows.get("invoices");
    if (flow?.kind !== "transfer") throw new Error("it is no transfer");
    expect(flow.each.map(({ name }) => name)).toEqual(["row", "file"]);
    expect(new Set(flow.each.map(({ slot }) => slot)).size).toBe(2);
    // The row of its fields would hide the one of the transfer.
    expect(told).toContain("name-hides: row");
  });

  it("writes back to its source when it is refused", () => {
    const back = ["invoices.yaml", "then:\n", 'on error:\n  write back: { note: "failed" }\n\nthen:\n'] as const;
    const flow = edited([back]).typed.flows.get("invoices");
    expect(flow?.kind === "transfer" && flow.onError?.map(({ path }) => path)).toEqual(["note"]);
    expect(told(["invoices.yaml", "then:\n", "on error: {}\n\nthen:\n"])).toContain("key-missing: {}");
  });

  it("has a file for each kind of record that it names", () => {
    expect(told(["invoices.yaml", "to:   books/invoice", "to:   books/invoices"])).toContain(
      "kind-unknown: books/invoices",
    );
    expect(told(["invoices.yaml", "to:   books/invoice", "to:   book/invoice"])).toContain(
      "side-unknown: book/invoice",
    );
  });
});
