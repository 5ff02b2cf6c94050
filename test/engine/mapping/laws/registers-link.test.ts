import { describe, expect, it } from "vitest";
import { told } from "../edited.ts";

describe("a register", () => {
  it("says what makes two records the same, in one way", () => {
    expect(told(["items.yaml", ", link: true", ""])).toEqual(["register-without-link: items"]);
    expect(
      told(["partners.yaml", "number:     text(number)", "number:     { value: text(number), link: true }"]),
    ).toEqual(["register-links-twice: match"]);
  });
});
