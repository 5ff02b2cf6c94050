import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("a text that may be longer than its limit", () => {
  it("says what becomes of it", () => {
    expect(told(["items.yaml", ", over: cut", ""])).toEqual([]);
    expect(told(["items.yaml", ", over: cut", ""], ["items.yaml", "over:   refuse", ""])).toContain(
      "text-may-be-long: name",
    );
  });

  it("is none where the value cannot be that long, and a limit is for texts", () => {
    expect(told(["items.yaml", "over:   refuse", ""], ["items.yaml", "text(number)", '"A1"'])).toEqual([]);
    expect(told(["items.yaml", "active: not isClosed", "active: { value: not isClosed, limit: 3 }"])).toEqual([
      "limit-of-no-text: active",
    ]);
  });
});
