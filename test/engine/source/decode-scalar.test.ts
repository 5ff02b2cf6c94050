import { describe, expect, test } from "vitest";
import { decodeScalar, type ScalarToken } from "../../../engine/source/decode-scalar.ts";
import { expectAtOnce, overAndOver } from "../../attack.ts";

type Flow = Exclude<ScalarToken["type"], "block-scalar">;

const decoded = (type: Flow, source: string) => decodeScalar({ type, offset: 10, source } as ScalarToken);

describe("a scalar's text and where it stands", () => {
  test.each<[string, Flow, string, string, readonly number[]]>([
    ["plain", "scalar", "ab", "ab", [10, 11]],
    ["plain over lines: the break is a blank", "scalar", "a\n  b", "a b", [10, 11, 14]],
    ["an empty line is a break", "scalar", "a\n\n b", "a\nb", [10, 11, 14]],
    ["single quotes, one doubled", "single-quoted-scalar", "'a''b'", "a'b", [11, 12, 14]],
    [
      "double quotes with an escape, which stands at its backslash",
      "double-quoted-scalar",
      '"a\\tb"',
      "a\tb",
      [11, 12, 14],
    ],
    ["an escape by its number", "double-quoted-scalar", '"\\u00c5b"', "Åb", [11, 17]],
  ])("%s", (_, type, source, text, offsets) => {
    const found = decoded(type, source);
    expect([found.text, found.offsets]).toEqual([text, offsets]);
  });

  test("ends before a closing quote", () => {
    expect(decoded("double-quoted-scalar", '"ab"').end).toBe(13);
    expect(decoded("scalar", "ab").end).toBe(12);
  });
});

describe("a scalar of 50,000 letters is decoded at once", () => {
  test.each<[string, Flow, string]>([
    ["blanks on a folded line", "scalar", `a${overAndOver(" ")}b\n  c`],
    ["blanks in double quotes", "double-quoted-scalar", `"a${overAndOver(" ")}b\n  c"`],
    ["breaks in double quotes", "double-quoted-scalar", `"a${overAndOver(" \n")}b"`],
  ])("%s", (_, type, source) => expectAtOnce(() => decoded(type, source)));
});
