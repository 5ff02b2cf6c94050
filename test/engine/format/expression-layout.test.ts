import { describe, expect, it } from "vitest";
import { formatMapping } from "../../../engine/format/format-mapping.ts";

const layOut = (text: string): string => formatMapping({ path: "flow.yaml", text });

describe("an expression", () => {
  it("puts one blank around operators and none inside parentheses", () => {
    expect(layOut("pick: a  ==b and( c+1 )*-2<=max( x,  y.z [ 1 ] )\n")).toBe(
      "pick: a == b and (c + 1) * -2 <= max(x, y.z[1])\n",
    );
  });

  it("puts the conditions of a chain and the arms of a match under each other", () => {
    const chain = "fields:\n  channel: |\n    ELECTRONIC_INVOICE if a\n    else EMAIL if b\n    else MAIL\n";
    expect(layOut(chain)).toBe(
      "fields:\n  channel: |\n    ELECTRONIC_INVOICE if a\n    else EMAIL         if b\n    else MAIL\n",
    );
    const match =
      "let:\n  unit: |\n    match kind {\n      Hours => h,\n      ProjectFees=>pc,\n      _ => none\n    }\n";
    expect(layOut(match)).toBe(
      "let:\n  unit: |\n    match kind {\n      Hours       => h,\n      ProjectFees => pc,\n      _           => none\n    }\n",
    );
  });
});
