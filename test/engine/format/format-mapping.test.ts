import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMapping } from "../../../engine/format/format-mapping.ts";

const root = join(import.meta.dirname, "../../..");
const layOut = (text: string): string => formatMapping({ path: "flow.yaml", text });

describe("the layout", () => {
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
