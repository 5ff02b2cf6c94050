import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../engine/format/edit.ts";
import { formatMapping } from "../../../engine/format/format-mapping.ts";
import { expectAtOnce, overAndOver } from "../../attack.ts";

const layOut = (text: string): string => formatMapping({ path: "flow.yaml", text });

describe("edits of a text", () => {
  it("keeps a comment in its column while there is room", () => {
    expect(layOut("pick: a   ==   b     # why\n")).toBe("pick: a == b         # why\n");
    expect(applyEdits("a: b # c\n", [{ start: 3, end: 4, text: "longer" }])).toBe("a: longer # c\n");
  });
});

describe("a line of 50,000 letters is edited at once", () => {
  it.each([" ", "'", '"', '\\"', "#", " #", "  #", "'a'", '"  #', "a  "])("of %j", (piece) => {
    for (const before of ["", '"', "'"])
      expectAtOnce(() => applyEdits(`a${before}${overAndOver(piece)}`, [{ start: 0, end: 1, text: "longer" }]));
  });

  it("a quote before the blanks opens nothing", () => {
    expect(applyEdits("a b'  # don't\n", [{ start: 0, end: 1, text: "ab" }])).toBe("ab b' # don't\n");
  });
});
