import { describe, expect, it } from "vitest";
import { Planned, type PlannedAction } from "../../../../engine/work/base/planned.ts";

const link: PlannedAction = {
  ...{ flow: "items", action: "link", record: "p1", label: "1 Alpha", to: "books/item", target: "7" },
  ...{ body: undefined, before: undefined, lineage: [], said: [] },
};

describe("what a plan says", () => {
  it("of a record of a register it says once, however many documents need it", () => {
    const planned = new Planned();
    planned.decided(link);
    planned.decided(link);
    planned.decided({ ...link, record: "p2", action: "create", target: undefined });
    expect(planned.actions.map(({ action, record }) => [action, record])).toEqual([
      ["link", "p1"],
      ["create", "p2"],
    ]);
  });

  it("knows the links that it would make", () => {
    const planned = new Planned();
    planned.decided(link);
    expect(planned.sourceOf("items", "7")).toBe("p1");
    expect(planned.sourceOf("partners", "7")).toBeUndefined();
  });
});
