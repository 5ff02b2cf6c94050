import { expect, it } from "vitest";
import { shownPath } from "../../../engine/project/shown-path.ts";

it("a path is shown from where people stand, and whole when it is far from there", () => {
  expect(shownPath("/work/a/b.yaml", "/work")).toBe("a/b.yaml");
  expect(shownPath("/work", "/work")).toBe(".");
  expect(shownPath("/work/b.yaml", "/work/a/c")).toBe("../../b.yaml");
  expect(shownPath("/else/b.yaml", "/work/a/c")).toBe("/else/b.yaml");
});
