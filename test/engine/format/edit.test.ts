import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../engine/format/edit.ts";
import { formatMapping } from "../../../engine/format/format-mapping.ts";

const layOut = (text: string): string => formatMapping({ path: "flow.yaml", text });

describe("edits of a text", () => {
  it("keeps a comment in its column while there is room", () => {
    expect(layOut("pick: a   ==   b     # why\n")).toBe("pick: a == b         # why\n");
    expect(applyEdits("a: b # c\n", [{ start: 3, end: 4, text: "longer" }])).toBe("a: longer # c\n");
  });
});
