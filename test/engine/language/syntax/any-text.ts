import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readYaml } from "../../../../engine/source/read-yaml.ts";
import type { YamlNode } from "../../../../engine/source/yaml-tree.ts";
import { root } from "../../../docs/markdown.ts";

/** Every scalar of the project's YAML: most of those of mappings are expressions, and the others read as some. */
export const written = [
  ...new Set(
    globSync("{mappings,test/golden}/**/*.yaml", { cwd: root }).flatMap((path) => {
      const tree = readYaml({ path, text: readFileSync(join(root, path), "utf8") }, () => {});
      return tree === undefined ? [] : scalarsOf(tree);
    }),
  ),
].filter((text) => text.length < 1000);

function scalarsOf(node: YamlNode): string[] {
  if (node.kind === "scalar") return [node.text];
  if (node.kind === "list") return node.items.flatMap(scalarsOf);
  return node.entries.flatMap(({ value }) => scalarsOf(value));
}

const words = "if else and or not is matches match in for by true false omit empty null a Åke ɏ1 _ x_1 EMAIL iff nota";
const signs = "=> == != <= >= < > ?? + - * / . , | ( ) [ ] { } === !== <> && || ?. = ! ? ' \" & ; @ € #";
const others = [
  "2026-01-31",
  '#"x"',
  "2026-01-311",
  "12026-01-31",
  "1",
  "1.5",
  "1.",
  ".5",
  '"x"',
  '"\\""',
  '"a {b} c"',
  "'y'",
];
const blanks = ["", "", " ", " ", "  ", "\n", "\t", " # c\n", "#", "\u00a0"];
const piece = fc.constantFrom(...words.split(" "), ...signs.split(" "), ...others);
const soup = fc
  .array(fc.tuple(piece, fc.constantFrom(...blanks)), { maxLength: 9 })
  .map((parts) => parts.flat().join(""));
/** A text of the project that somebody changed in one place. */
const changed = fc
  .tuple(fc.constantFrom(...written), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3), piece)
  .map(([text, from, cut, put]) => {
    const at = Math.floor(from * text.length);
    return text.slice(0, at) + put + text.slice(at + cut);
  });
export const anyText = fc.oneof(fc.constantFrom(...written), changed, soup);

/** How many of the texts were read the quick way; each of them as the other way reads it. */
export function counted(agree: (text: string) => boolean): number {
  let quick = written.filter(agree).length;
  fc.assert(
    fc.property(anyText, (text) => {
      if (agree(text)) quick++;
    }),
    { numRuns: 6000 },
  );
  return quick;
}
