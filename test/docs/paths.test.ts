import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./markdown.ts";

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(root, "docs"), { recursive: true }).map((page) => join("docs", String(page))),
];
const PATH = /`((?:engine|cli|sandbox|test|bench|schemas|mappings)\/[\w./-]*)`/g;

describe("a file or folder that a page names is there", () => {
  const named = pages
    .filter((page) => page.endsWith(".md"))
    .flatMap((page) =>
      [...readFileSync(join(root, page), "utf8").matchAll(PATH)].map(([, path]) => [page, path ?? ""]),
    );

  it("sees those of the page on the architecture", () => {
    expect(named.filter(([page]) => page === "docs/architecture.md").length).toBeGreaterThan(20);
  });

  it.each(named)("%s: %s", (_, path) => {
    expect(existsSync(join(root, path ?? ""))).toBe(true);
  });
});

describe("the floors on the page on the architecture are those of the engine", () => {
  it("in the order in which the rule has them", () => {
    const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
    const part = page.slice(page.indexOf("## The floors of the engine"), page.indexOf("The first seven are pure"));
    const rule = readFileSync(join(root, "test/architecture/floors.test.ts"), "utf8");
    const floors = /const floors = \[([^\]]*)\]/.exec(rule)?.[1] ?? "";
    expect([...part.matchAll(/^\| `([a-z]+)` \|/gm)].map(([, floor]) => floor)).toEqual(
      [...floors.matchAll(/"([a-z]+)"/g)].map(([, floor]) => floor),
    );
  });
});
