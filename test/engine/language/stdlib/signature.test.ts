import { expect, it } from "vitest";
import { evaluated } from "../fixture.ts";

it("signs by the vectors of RFC 4231", () => {
  expect(evaluated('hmacSha256("Jefe", "what do ya want for nothing?")')).toBe(
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
});

it("the encoding decides what bytes a text is", () => {
  const [utf8, latin1] = ['hmacSha256("k", "ä")', 'hmacSha256("k", "ä", "ISO-8859-1")'].map((text) => evaluated(text));
  expect(utf8).toMatch(/^[0-9a-f]{64}$/);
  expect(latin1).not.toBe(utf8);
});
