import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../engine/format/edit.ts";
import { formatMapping } from "../../../engine/format/format-mapping.ts";

const root = join(import.meta.dirname, "../../..");
const layOut = (text: string): string => formatMapping({ path: "flow.yaml", text });

describe("the layout", () => {
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

  it("puts the values of a field table and the columns of rows under each other", () => {
    expect(layOut("fields:\n  a: x\n  longer: y\n  b:   z\n")).toBe("fields:\n  a:      x\n  longer: y\n  b:      z\n");
    const rows =
      "rows:\n  - {severa: name, fortnox: Name, update: always}\n  - { severa: vatNumber, fortnox: VATNumber }\n";
    expect(layOut(rows)).toBe(
      "rows:\n  - { severa: name,      fortnox: Name, update: always }\n  - { severa: vatNumber, fortnox: VATNumber }\n",
    );
  });

  it("keeps a comment in its column while there is room", () => {
    expect(layOut("pick: a   ==   b     # why\n")).toBe("pick: a == b         # why\n");
    expect(applyEdits("a: b # c\n", [{ start: 3, end: 4, text: "longer" }])).toBe("a: longer # c\n");
  });

  it("leaves alone what has a fault, a comment inside, or quotes", () => {
    for (const text of [
      "pick: a  == \n",
      'fields:\n  a: "x  {b}  y"\n',
      "pick: |\n  a   # one\n  and   b\n",
      "tests: x\nsettings: { a:   1 }\n",
      "a: [1,  2\n",
    ]) {
      expect(layOut(text)).toBe(text);
    }
  });
});

const files = [
  ...globSync("mappings/*/*.yaml", { cwd: root }),
  ...globSync("test/golden/check/base/*.yaml", { cwd: root }),
].map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

describe("the mappings that come with Koppel", () => {
  it.each(files)("$path is laid out", ({ path, text }) => {
    expect(formatMapping({ path, text })).toBe(text);
  });

  it("come back whatever blanks are put around words and operators", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
        ({ path, text }, blanks) => {
          const wider = text.replace(/(?<=^ {2}[\w.]+: +)[a-z][^"#{}/|\n]*$/gm, (cell) =>
            cell.replace(
              / (and|or|==|\?\?|if|else) /g,
              (word) =>
                `${" ".repeat(blanks.next().value as number)}${word}${" ".repeat(blanks.next().value as number)}`,
            ),
          );
          expect(formatMapping({ path, text: wider })).toBe(text);
        },
      ),
      { numRuns: 60 },
    );
  });
});
