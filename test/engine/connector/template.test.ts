import { describe, expect, it } from "vitest";
import { fill, template } from "../../../engine/connector/template.ts";

describe("templates", () => {
  it("encode what fills them, and are nothing when a hole is empty", () => {
    expect(fill(template("/a/{id}/b"), () => "x/y z", encodeURIComponent)).toBe("/a/x%2Fy%20z/b");
    expect(fill(template("/a/{id}"), () => "")).toBeUndefined();
    expect(fill(template("plain"), () => undefined)).toBe("plain");
  });
});
