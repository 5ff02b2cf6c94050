import { join } from "node:path";
import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { openLibrary } from "../../../engine/project/library.ts";
import { displayWidth } from "../../../engine/report/display-width.ts";
import { kindMarkdown, kindsMarkdown } from "../../../engine/report/kinds-markdown.ts";
import { kindsText, kindText } from "../../../engine/report/kinds-text.ts";
import { type KindDocument, kindDocuments } from "../../../engine/review/kind-document.ts";

const root = join(import.meta.dirname, "../../..");
const library = openLibrary({ mappings: join(root, "mappings"), schemas: join(root, "schemas") }, () => {});
const systems = library.systemNames.flatMap((system) => {
  const schema = library.system(system)?.schema;
  return schema === undefined ? [] : [{ system, title: schema.title, kinds: kindDocuments(schema) }];
});
const kinds = systems.flatMap((system) => system.kinds);
const screen = (width: number) => ({ colours: picocolors.createColors(false), width });

describe("kinds for people", () => {
  it.each([80, 100, 120, 200])("fit a screen of %i columns", (width) => {
    const lines = [kindsText(systems, screen(width)), ...kinds.map((kind) => kindText(kind, screen(width)))]
      .join("\n")
      .split("\n");
    // A word longer than its column stays whole.
    const isOneWord = (line: string) => (line.split(" ").at(-1)?.length ?? 0) > 24;
    expect(lines.filter((line) => displayWidth(line) > width && !isOneWord(line))).toEqual([]);
  });

  it("stand on a narrow screen below what they belong to", () => {
    const partner = kinds.find(({ kind }) => kind === "procountor/businessPartner") as KindDocument;
    expect(kindText(partner, screen(80))).toMatch(/^address {2,}record[\s\S]*?^ {2}\.city {2,}text, at most 40$/m);
    expect(kindText(partner, screen(160))).toMatch(/^address\.city {2,}text, at most 40$/m);
  });

  it("show nothing of a description that could reach the terminal or break a table", () => {
    const [kind] = kinds;
    const evil = "a\u001b[31m|b\n::error::c";
    const [field] = kind?.fields ?? [];
    const made = { ...kind, about: evil, fields: [{ ...field, path: "p|q", about: evil }] } as KindDocument;
    expect(kindText(made, screen(100))).not.toContain("\u001b");
    expect(kindText(made, screen(100))).not.toMatch(/^\s*::error/m);
    const rows = kindMarkdown(made)
      .split("\n")
      .filter((line) => line.startsWith("|"));
    const cells = rows.map((row) => row.replaceAll("\\|", "").split("|").length);
    expect(cells.slice(0, 3)).toEqual([7, 7, 7]);
    expect(new Set(cells.slice(3))).toEqual(new Set([5]));
  });
});

it("in Markdown each kind has a row in its system, and each field one in its kind, with all its words", () => {
  expect(
    kindsMarkdown(systems)
      .split("\n")
      .filter((line) => line.startsWith("| `")).length,
  ).toBe(kinds.length);
  for (const kind of kinds) {
    const rows = kindMarkdown(kind)
      .split("\n")
      .filter((line) => line.startsWith("| `"));
    expect(rows.length).toBe(kind.fields.length + kind.relations.length);
  }
  const partner = kinds.find(({ kind }) => kind === "procountor/businessPartner") as KindDocument;
  expect(kindMarkdown(partner)).toContain("ZIMBABWE");
});
