import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse, parseDocument, visit } from "yaml";
import { decodeScalar } from "../../../engine/source/decode-scalar.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";
import type { YamlNode, YamlScalar } from "../../../engine/source/yaml-tree.ts";
import { agree } from "./simple-yaml-agreement.ts";

const suite = join(import.meta.dirname, "../../../../shared/suites/yaml/src");

interface Case {
  readonly name: string;
  readonly text: string;
}

/** The suite writes blanks, tabs and line ends as visible marks. */
function unmarked(text: string): string {
  return text
    .replaceAll("␣", " ")
    .replaceAll(/—*»/g, "\t")
    .replaceAll("⇔", "\ufeff")
    .replaceAll("↵", "")
    .replaceAll("←", "\r")
    .replace(/∎\n$/, "");
}

function cases(): readonly Case[] {
  return readdirSync(suite).flatMap((file) => {
    const list = parse(readFileSync(join(suite, file), "utf8")) as readonly {
      readonly name?: string;
      readonly yaml?: string;
    }[];
    return list.flatMap((one, index) =>
      one.yaml === undefined ? [] : [{ name: `${file} ${index}`, text: unmarked(one.yaml) }],
    );
  });
}

function scalarsOf(node: YamlNode): readonly YamlScalar[] {
  if (node.kind === "scalar") return [node];
  if (node.kind === "list") return node.items.flatMap(scalarsOf);
  return node.entries.flatMap((entry) => [entry.key, ...scalarsOf(entry.value)]);
}

/** A character stands at its offset as itself, as a folded line break or as an escape. */
function isRight(text: string, scalar: YamlScalar, index: number): boolean {
  const wanted = scalar.text[index] as string;
  const offset = scalar.offsetAt(index);
  if (offset < scalar.span.start || offset > scalar.span.end) return false;
  const found = text[offset];
  if (found === wanted) return true;
  if (found === "\\" && scalar.style === "double") return true;
  return (wanted === " " || wanted === "\n") && /^[ \t]*(?:\r?\n|$)/.test(text.slice(offset));
}

describe.skipIf(!existsSync(suite))("other people's YAML files", () => {
  test("no character of any scalar is ever placed wrong", () => {
    let characters = 0;
    for (const { name, text } of cases()) {
      const node = readYaml({ path: name, text }, () => {});
      for (const scalar of node === undefined ? [] : scalarsOf(node)) {
        let before = -1;
        for (let index = 0; index < scalar.text.length; index++) {
          if (scalar.offsetAt(0) === scalar.offsetAt(scalar.text.length - 1) && scalar.text.length > 2) break;
          if (!isRight(text, scalar, index))
            throw new Error(`${name}: ${JSON.stringify(scalar.text)} at ${index}, ${scalar.offsetAt(index)}`);
          if (scalar.offsetAt(index) < before)
            throw new Error(`${name}: offsets go back in ${JSON.stringify(scalar.text)}`);
          before = scalar.offsetAt(index);
          characters++;
        }
        expect(scalar.offsetAt(scalar.text.length)).toBeLessThanOrEqual(scalar.span.end);
      }
    }
    expect(characters).toBeGreaterThan(6000);
  });

  test("nearly every scalar is decoded as the parser does it, the rest falls back to the whole scalar", () => {
    let same = 0;
    const other: string[] = [];
    for (const { name, text } of cases()) {
      const document = parseDocument(text, { keepSourceTokens: true, uniqueKeys: false, logLevel: "silent" });
      if (document.errors.length > 0) continue;
      visit(document, {
        Scalar: (_, node) => {
          const token = node.srcToken;
          if (token === undefined || token.type === "alias") return;
          if (decodeScalar(token as Parameters<typeof decodeScalar>[0]).text === node.source) same++;
          else other.push(`${name}: ${JSON.stringify(node.source)}`);
        },
      });
    }
    expect(same).toBeGreaterThan(1000);
    expect(other).toEqual([]);
  });

  test("what is read without the YAML parser is what the parser reads", () => {
    expect(cases().filter(({ text }) => agree(text)).length).toBeGreaterThan(20);
  });

  test("CRLF files have the same texts in the same places as LF files", () => {
    for (const { name, text } of cases()) {
      if (/\r/.test(text)) continue;
      const crlf = text.replaceAll("\n", "\r\n");
      const plain = readYaml({ path: name, text }, () => {});
      const other = readYaml({ path: name, text: crlf }, () => {});
      if (plain === undefined || other === undefined) continue;
      const pairs = scalarsOf(plain).map((scalar, index) => [scalar, scalarsOf(other)[index]] as const);
      for (const [one, two] of pairs) {
        if (two === undefined || two.text !== one.text)
          throw new Error(`${name}: ${JSON.stringify(one.text)} became ${JSON.stringify(two?.text)}`);
        for (let index = 0; index < one.text.length; index++) {
          const moved = one.offsetAt(index) + text.slice(0, one.offsetAt(index)).split("\n").length - 1;
          if (two.offsetAt(index) !== moved)
            throw new Error(`${name}: ${JSON.stringify(one.text)} at ${index}: ${two.offsetAt(index)}, not ${moved}`);
        }
      }
    }
  });
});
