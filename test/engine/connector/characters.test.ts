import { describe, expect, it } from "vitest";
import { findForeignCharacter, isWindows1252 } from "../../../engine/connector/characters.ts";

describe("texts for a vendor that takes Windows-1252", () => {
  it("exactly the characters that the code page has are taken", () => {
    const decoder = new TextDecoder("windows-1252");
    for (let byte = 0; byte < 256; byte++) {
      const character = decoder.decode(Uint8Array.of(byte));
      // The five bytes without a character decode to controls.
      const isControl = byte >= 0x80 && byte <= 0x9f && character.charCodeAt(0) === byte;
      expect(isWindows1252(character), `byte ${byte}`).toBe(!isControl);
    }
    for (const foreign of ["→", "Ω", "ł", "ő", "漢", "😀", "\u200b", "\u2212"])
      expect(isWindows1252(foreign), foreign).toBe(false);
  });

  it("the field is named, rows counted from 1", () => {
    expect(findForeignCharacter({ a: "ok", rows: [{ b: "Ä €" }, { b: "x😀" }] })).toEqual({
      field: "rows.2.b",
      character: "😀",
      codePoint: "U+1F600",
    });
  });
});
