import { describe, expect, it } from "vitest";
import type { RegisterEvaluation } from "../../../engine/compile/compiled.ts";
import { compiledShop, customer, knownWorld, sceneOf } from "./shop.ts";

const shop = compiledShop();

function ready(
  register: string,
  record: Parameters<typeof evaluate>[1],
  partners = true,
): Extract<RegisterEvaluation, { kind: "ready" }> {
  const evaluation = evaluate(register, record, partners);
  if (evaluation.kind !== "ready") throw new Error(JSON.stringify(evaluation));
  return evaluation;
}

function evaluate(register: string, record: typeof customer, create = true): RegisterEvaluation {
  const found = shop.registers.get(register);
  if (found === undefined) throw new Error(register);
  const scene = sceneOf(knownWorld());
  return found.evaluate({ ...scene, settings: { ...scene.settings, partners: { create } } }, record);
}

describe("a register matched by a rule", () => {
  const ours = { id: 1, number: "1001", identifier: "1234567-1" };
  const taken = { id: 2, number: "1001", identifier: "7654321-0" };

  it("searches by what the other side can filter by, once", () => {
    expect(ready("partners", customer).searches).toEqual([{ number: "1001" }]);
  });

  it("links the one that fits, whatever else is found", () => {
    expect(ready("partners", customer).judge([taken, ours])).toEqual({ kind: "link", record: ours });
  });

  it("refuses two that fit", () => {
    const verdict = ready("partners", customer).judge([ours, { ...ours, id: 3 }]);
    expect(verdict).toMatchObject({ kind: "refused", said: [{ code: "match-several" }] });
  });

  it("refuses what a rule of the match refuses", () => {
    expect(ready("partners", customer).judge([taken])).toMatchObject({
      kind: "refused",
      said: [{ text: "The number 1001 is taken." }],
    });
  });

  it("creates or passes by the settings when nothing fits", () => {
    expect(ready("partners", customer).judge([])).toEqual({ kind: "none", otherwise: "create", said: [] });
    expect(ready("partners", customer, false).judge([])).toEqual({ kind: "none", otherwise: "pass", said: [] });
  });

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
});

describe("a register linked by its fields", () => {
  const project = { guid: "p1", number: 42, name: "Portal", isInternal: false, isClosed: true };

  it("asks the list for what is not skipped", () => {
    expect(shop.registers.get("items")?.listFilter(sceneOf())).toEqual({ isInternal: false });
    expect(evaluate("items", { ...project, isInternal: true })).toMatchObject({ kind: "skipped", said: undefined });
  });

  it("links by equal fields", () => {
    const evaluation = ready("items", project);
    expect(evaluation.searches).toEqual([{ code: "42" }]);
    expect(
      evaluation.judge([
        { id: 1, code: "42" },
        { id: 2, code: "43" },
      ]),
    ).toEqual({ kind: "link", record: { id: 1, code: "42" } });
  });

  it("cuts a text that says so, and clears in an update what has become absent", () => {
    const evaluation = ready("items", { ...project, name: "x".repeat(61) });
    expect(evaluation.create()).toMatchObject({ body: { name: "x".repeat(60), active: false } });
    const closedUnknown = ready("items", { guid: "p1", number: 42, name: "Portal" });
    expect(closedUnknown.update()).toMatchObject({ body: { code: "42", name: "Portal" } });
  });
});
