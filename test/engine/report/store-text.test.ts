import { describe, expect, it } from "vitest";
import { pruningText } from "../../../engine/report/store-text.ts";

describe("what pruning let go", () => {
  it("is told by kind, with how the disk gets the room", () => {
    expect(pruningText({ log: 700 }, 400)).toBe(
      "Pruned what is older than 400 days: 700 log entries. koppel store compact gives the room back to the disk.",
    );
  });

  it("is no room on the disk where nothing went", () => {
    expect(pruningText({}, 1)).toBe("Nothing that may go is older than 1 day.");
  });
});
