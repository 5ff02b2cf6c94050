import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { readArguments } from "../../cli/arguments.ts";
import { verbs } from "../../cli/verbs.ts";
import { readPage, root } from "./markdown.ts";

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "docs/command-line.md",
  "docs/language.md",
  "docs/mapping-files.md",
  "docs/connectors.md",
  "docs/architecture.md",
  "docs/effect-once.md",
];

/** Measured figures come last; until then the page is a promise. */
const promised = ["docs/performance.md"];

function withoutCode(page: string): string {
  return readPage(page).replace(/^```[\s\S]*?^```$/gm, "");
}

/** As the usual Markdown readers make them. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = withoutCode(page).match(/^#+ .*$/gm) ?? [];
  return new Set(
    headings.map((heading) =>
      heading
        .replace(/^#+ /, "")
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, "")
        .replaceAll(" ", "-"),
    ),
  );
}

describe.each(pages)("%s", (page) => {
  it("links to what is there", () => {
    const broken = [...withoutCode(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = ""]) => {
      if (/^[a-z]+:/.test(link)) return [];
      const [path = "", anchor] = link.split("#");
      const target = path === "" ? page : normalize(join(dirname(page), path));
      if (!existsSync(join(root, target))) return promised.includes(target) ? [] : [link];
      return anchor === undefined || anchorsOf(target).has(anchor) ? [] : [link];
    });
    expect(broken).toEqual([]);
  });

  it("writes calls that the command line takes", async () => {
    const calls = [...readPage(page).matchAll(/(?:(?<!`)`|^\$ )koppel ([a-z][^`\n]*)/gm)].map(([, call = ""]) =>
      call.trim(),
    );
    for (const call of calls) {
      const [name = "", ...words] = call.split(/\s+/);
      const verb = verbs.find((each) => each.name === name);
      expect(verb?.name, `koppel ${call}`).toBe(name);
      const command = await verb?.load();
      const missing = command === undefined ? 0 : Math.max(0, command.positionals.least - words.length);
      const filled = [...words, ...Array.from({ length: missing }, () => "X")];
      expect(() => command && readArguments(command, filled), `koppel ${call}`).not.toThrow();
    }
  });
});
