import { describe, expect, it } from "vitest";
import { invoices } from "./invoices.ts";
import { evaluate, shop as registers } from "./registers.ts";
import { sceneOf } from "./shop.ts";

describe("the list of a transfer", () => {
  it("asks the list for the status of the settings", () => {
    expect(invoices.listFilter(sceneOf())).toEqual({ status: "s1" });
  });
});

describe("the list of a register", () => {
  const project = { guid: "p1", number: 42, name: "Portal", isInternal: false, isClosed: true };

  it("asks the list for what is not skipped", () => {
    expect(registers.registers.get("items")?.listFilter(sceneOf())).toEqual({ isInternal: false });
    expect(evaluate("items", { ...project, isInternal: true })).toMatchObject({ kind: "skipped", said: undefined });
  });
});
