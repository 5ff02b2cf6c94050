import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { messageOf } from "../../engine/report/message-of.ts";
import { collector } from "../../engine/source/collect.ts";
import { readYaml } from "../../engine/source/read-yaml.ts";
import { blocksOf, root } from "./markdown.ts";
import { koppelIn } from "./run-koppel.ts";

const MAPPING = "docs/mapping-files.md";
const pages = ["README.md", MAPPING, "docs/connectors.md", "docs/language.md"];

function shownFiles(): ReadonlyMap<string, string> {
  const files = blocksOf(MAPPING).flatMap(({ marks, text }): [string, string][] => {
    const file = marks.get("file");
    return file === undefined ? [] : [[join("mappings", file), text]];
  });
  return new Map(files);
}

describe("the integrations of the page on mapping files", () => {
  it("are accepted by check without a word, and their tests pass", () => {
    const [checked, tested] = koppelIn(shownFiles(), ["check"], ["test"]);
    expect(checked?.text).toMatch(/^\d+ files checked: nothing to complain about\n$/);
    expect(tested).toMatchObject({ code: 0, text: expect.stringMatching(/^5 tests passed/) });
  });

  it("are what the workspace file of the page names", () => {
    const workspace = blocksOf(MAPPING).find(({ marks }) => marks.has("workspace"))?.text ?? "";
    const files = new Map([
      ...shownFiles(),
      ["koppel.yaml", `mappings: mappings\n${workspace}`],
      ["secrets/procountor.key", "k"],
    ]);
    const [checked] = koppelIn(files, ["check"]);
    expect(checked?.text).toMatch(/^note\[credentials-go-to\][\s\S]*^\d+ files checked: nothing to complain about\n$/m);
  });
});

describe("what is shown of a file of the project", () => {
  const excerpts = pages.flatMap(blocksOf).filter(({ marks }) => marks.has("of"));

  it.each(excerpts)("$page line $line stands there", ({ marks, text }) => {
    const lines = readFileSync(join(root, marks.get("of") ?? ""), "utf8").split("\n");
    let at = 0;
    for (const line of text.trimEnd().split("\n")) {
      if (line.trim() === "…" || line.trim() === "") continue;
      const found = lines.indexOf(line, at);
      expect(found, `"${line}" in this order`).toBeGreaterThanOrEqual(at);
      at = found + 1;
    }
  });
});

describe("YAML on the pages", () => {
  const fragments = pages.flatMap(blocksOf).filter(({ language }) => language === "yaml");

  function saidOf(text: string, page: string): readonly string[] {
    const collected = collector();
    readYaml({ path: page, text }, collected.report);
    return collected.diagnostics.map(messageOf);
  }

  it.each(fragments.filter(({ marks }) => !marks.has("cut") && !marks.has("of")))(
    "$page line $line is well formed",
    ({ page, text }) => {
      expect(saidOf(text, page)).toEqual([]);
    },
  );

  it.each(fragments.filter(({ marks }) => marks.has("cut")))("$page line $line is cut by a comma", ({ page, text }) => {
    expect(saidOf(text, page)).toEqual([/^# (.*)$/m.exec(text)?.[1]]);
  });

  it("says what it is, or is a few keys long", () => {
    expect(fragments.filter(({ marks, text }) => marks.size === 0 && text.split("\n").length > 12)).toEqual([]);
  });
});
