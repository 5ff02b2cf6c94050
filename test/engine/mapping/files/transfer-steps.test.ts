import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("a step", () => {
  const step = (text: string) => ["invoices.yaml", "  - do: approve\n", text] as const;

  it("has one verb", () => {
    expect(told(step("  - { do: approve, verify: true }\n"))).toContain("step-verb: do");
    expect(told(step("  - { doo: approve }\n"))).toContain("step-verb: doo");
  });

  it("does what the kind can do", () => {
    expect(told(step("  - do: aprove\n"))).toEqual(["action-unknown: aprove"]);
    expect(told(step("  - { create: books/account, fields: {} }\n"))).toContain("kind-cannot: books/account");
  });

  it("says what a verification is for, and what becomes of the document", () => {
    expect(told(step("  - { verify: books.balance == 0, else: undo }\n"))).toContain("refuse-without-say: verify");
    expect(told(step("  - { verify: books.balance == 0, say: totals-differ }\n"))).toContain("key-missing: verify");
  });

  it("is known by its verb and what it is about", () => {
    const flow = edited([]).typed.flows.get("invoices");
    expect(flow?.kind === "transfer" && flow.steps.map(({ name }) => name)).toEqual([
      "verify",
      "create books/attachment",
      "do approve",
      "write back",
    ]);
  });
});
