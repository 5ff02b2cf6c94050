import { describe, expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

describe("letters", () => {
  it("replaces every occurrence, and knows no patterns on either side", () => {
    expect(evaluated('replace(notes, ".", "$&")', { notes: "a.b.c" })).toBe("a$&b$&c");
    expect(evaluated('replace(notes, "", "x")', { notes: "ab" })).toBe("ab");
  });

  it("keeps what is no letter, and letters of other alphabets", () => {
    expect(evaluated("upper(notes)", { notes: "åäö-1ß" })).toBe("ÅÄÖ-1SS");
    expect(evaluated("lower(notes)", { notes: "ÅÄÖ 1" })).toBe("åäö 1");
  });

  it("digits() keeps the ten digits only", () => {
    expect(evaluated("digits(notes)", { notes: "FI-12 ٣ x" })).toBe("12");
    expect(evaluated("digits(notes)", { notes: "none" })).toBe("");
  });
});
