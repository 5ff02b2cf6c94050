import { describe, expect, it } from "vitest";
import { joined } from "../../../../engine/language/stdlib/joining.ts";
import { evaluated } from "../fixture.ts";

describe("join()", () => {
  it("leaves out what is absent or blank, and is absent when nothing is left", () => {
    expect(evaluated('join(", ", notes, orderNumber, 3)', { notes: " ", orderNumber: "PO" })).toBe("PO, 3");
    expect(evaluated('join(", ", notes, orderNumber)', { notes: null })).toBeUndefined();
  });

  it("takes single values and lists together", () => {
    const rows = [{ description: "a" }, { description: null }, { description: "b" }];
    expect(evaluated('join("/", "x", list(r.description for r in rows))', { rows })).toBe("x/a/b");
    expect(evaluated('join("/", r.description for r in rows)', { rows })).toBe("a/b");
  });
});

describe("joining part by part", () => {
  it("begins with nothing", () => {
    expect(joined(undefined, ", ", undefined)).toBeUndefined();
    expect(joined(undefined, ", ", 2.5)).toBe("2.5");
  });

  it("a list within a list is no part", () => {
    expect(joined("a", "-", ["b", ["c"]])).toBe("a-b-");
  });
});
