import { describe, expect, it } from "vitest";
import { type LocatedText, locatedText, slice } from "../../../../engine/language/syntax/located-text.ts";
import { readYaml } from "../../../../engine/source/read-yaml.ts";

/** The value of `key` in a YAML text. */
function valueIn(yaml: string): LocatedText {
  const tree = readYaml({ path: "cells.yaml", text: yaml }, () => undefined);
  if (tree?.kind !== "map" || tree.entries[0]?.value.kind !== "scalar") throw new Error("no scalar");
  return locatedText(tree.entries[0].value);
}

function written(text: LocatedText, part: string): string {
  const start = text.text.indexOf(part);
  const span = text.span(start, start + part.length);
  return span.source.text.slice(span.start, span.end);
}

describe("a text with the way back to where it was written", () => {
  it.each([
    ["plain", "key: a + bc"],
    ["in single quotes", "key: 'a + bc'"],
    ["in double quotes", 'key: "a + bc"'],
    ["over several lines", "key: >\n  a +\n  bc\n"],
    ["folded without a sign", "key: a +\n  bc"],
  ])("leads to its own characters: %s", (_, yaml) => {
    expect(written(valueIn(yaml), "bc")).toBe("bc");
    expect(written(valueIn(yaml), "a")).toBe("a");
  });

  it("leads to the whole of an escape", () => {
    expect(written(valueIn('key: "a\\tb"'), "\t")).toBe("\\t");
    expect(written(valueIn("key: 'it''s'"), "'")).toBe("''");
  });

  it("of which a part counts from its own beginning", () => {
    const part = slice(valueIn("key: row in rows"), 7);
    expect(part.text).toBe("rows");
    expect(written(part, "rows")).toBe("rows");
    expect(written(slice(part, 1, 3), "ow")).toBe("ow");
  });
});
