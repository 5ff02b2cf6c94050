import { describe, expect, it } from "vitest";
import { formatMapping } from "../../../engine/format/format-mapping.ts";

const layOut = (text: string): string => formatMapping({ path: "flow.yaml", text });

describe("a table", () => {
  it("puts the values of a field table and the columns of rows under each other", () => {
    expect(layOut("fields:\n  a: x\n  longer: y\n  b:   z\n")).toBe("fields:\n  a:      x\n  longer: y\n  b:      z\n");
    const rows =
      "rows:\n  - {severa: name, fortnox: Name, update: always}\n  - { severa: vatNumber, fortnox: VATNumber }\n";
    expect(layOut(rows)).toBe(
      "rows:\n  - { severa: name,      fortnox: Name, update: always }\n  - { severa: vatNumber, fortnox: VATNumber }\n",
    );
  });
});
