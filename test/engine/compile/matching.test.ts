import { describe, expect, it } from "vitest";
import { ready } from "./registers.ts";
import { customer } from "./shop.ts";

describe("a register matched by a rule", () => {
  const ours = { id: 1, number: "1001", identifier: "1234567-1" };
  const taken = { id: 2, number: "1001", identifier: "7654321-0" };

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
});

describe("a register linked by its fields", () => {
  const project = { guid: "p1", number: 42, name: "Portal", isInternal: false, isClosed: true };

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
});
