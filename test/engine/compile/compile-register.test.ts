import { describe, expect, it } from "vitest";
import { evaluate, ready } from "./registers.ts";
import { customer } from "./shop.ts";

describe("a register", () => {
  const project = { guid: "p1", number: 42, name: "Portal", isInternal: false, isClosed: true };

  it("refuses a record before it is matched", () => {
    expect(evaluate("partners", { ...customer, number: null })).toMatchObject({
      kind: "refused",
      said: [{ text: "The customer Acme Oy has no number." }],
    });
  });

  it("makes all fields for a create, and none for an update that never happens", () => {
    const evaluation = ready("partners", customer);
    expect(evaluation.create()).toMatchObject({
      body: { name: "Acme Oy", type: "CUSTOMER", number: "1001", language: "FINNISH" },
    });
    expect(evaluation.update()).toMatchObject({ body: {} });
  });

  it("matches again when what it looks at has changed", () => {
    expect(ready("partners", customer).matchHash).toBe(
      ready("partners", { ...customer, email: "new@acme.example" }).matchHash,
    );
    expect(ready("partners", customer).matchHash).not.toBe(ready("partners", { ...customer, number: 7 }).matchHash);
  });

  it("cuts a text that says so, and clears in an update what has become absent", () => {
    const evaluation = ready("items", { ...project, name: "x".repeat(61) });
    expect(evaluation.create()).toMatchObject({ body: { name: "x".repeat(60), active: false } });
    const closedUnknown = ready("items", { guid: "p1", number: 42, name: "Portal" });
    expect(closedUnknown.update()).toMatchObject({ body: { code: "42", name: "Portal" } });
  });
});
