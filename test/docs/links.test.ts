import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { verbs } from "../../cli/verbs.ts";
import { readPage, root } from "./markdown.ts";

const pages = ["README.md", "docs/language.md", "docs/mapping-files.md", "docs/connectors.md"];

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

  it("names verbs that there are", () => {
    const named = [...readPage(page).matchAll(/(?:(?<!`)`|\$ )koppel ([a-z]+)/g)].map(([, verb = ""]) => verb);
    const known = verbs.map(({ name }) => name);
    expect(named.filter((verb) => !known.includes(verb))).toEqual([]);
  });
});
