import { describe, expect, it } from "vitest";
import { beginningOf, isStep, stepNamed, stepOf } from "../../../engine/store/step.ts";

describe("names of steps", () => {
  it("are the texts that stores have had all along", () => {
    expect(stepOf("create", "books/invoice")).toBe("create books/invoice");
    expect(stepOf("update", "books/item")).toBe("update books/item");
    expect(stepOf("write back", "done")).toBe("write back done");
    expect(stepOf("undo", "books/invoice")).toBe("undo books/invoice");
    expect(stepNamed("paid in full to")).toBe("paid in full to");
  });

  it("tell their kind", () => {
    for (const kind of ["create", "update", "write back", "undo"] as const) {
      expect(isStep(kind, stepOf(kind, "x"))).toBe(true);
      expect(stepOf(kind, "x").startsWith(beginningOf(kind))).toBe(true);
      expect(isStep(kind, stepOf(kind === "undo" ? "create" : "undo", "x"))).toBe(false);
    }
  });

  it("are of a kind by their first words, not by their first letters", () => {
    expect(isStep("undo", stepNamed("undoing it to"))).toBe(false);
    expect(isStep("update", stepNamed("updates from"))).toBe(false);
  });
});
