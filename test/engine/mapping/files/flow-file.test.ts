import { describe, expect, it } from "vitest";
import { edited, told } from "../edited.ts";

describe("the file of a flow", () => {
  it("has the flow's name, in small letters", () => {
    expect(told(["items.yaml", "register: items", "register: item"])).toContain("flow-file-name: item");
    expect(told(["items.yaml", "register: items", "register: Items"])).toContain("flow-name: register");
  });

  it("is of a register that flows both ways by its keys", () => {
    const { typed } = edited([], "two-way");
    expect([...typed.flows.values()].map(({ kind }) => kind)).toEqual(["two-way register"]);
  });

  it("has the flow's name as its title where it has none", () => {
    expect(edited([["items.yaml", "title: Projects as items\n", ""]]).typed.flows.get("items")?.title).toBe("items");
  });
});
