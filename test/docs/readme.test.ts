import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { EXIT_MEANINGS } from "../../cli/exit-code.ts";
import { verbs } from "../../cli/verbs.ts";
import { blocksOf, generated, readPage, root } from "./markdown.ts";
import { koppelIn } from "./run-koppel.ts";

const PAGE = "README.md";

/** The mappings that come with Koppel. */
function shippedMappings(): Map<string, string> {
  const paths = readdirSync(join(root, "mappings"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(root.length + 1), readFileSync(path, "utf8")]));
}

it("the broken mapping gets the diagnostics that the page shows", () => {
  const [slips] = blocksOf(PAGE).filter(({ marks }) => marks.has("breaks"));
  const path = slips?.marks.get("breaks") ?? "";
  const files = shippedMappings();
  let text = files.get(path) ?? "";
  const lines = slips?.text.trimEnd().split("\n") ?? [];
  for (let at = 0; at < lines.length; at += 2) {
    const [before = "", after = ""] = [lines[at]?.slice(1), lines[at + 1]?.slice(1)];
    expect(text.split(`${before}\n`).length, `"${before}" stands in ${path} once`).toBe(2);
    text = text.replace(`${before}\n`, `${after}\n`);
  }
  files.set(path, text);
  const [ended] = koppelIn(files, ["check", path]);
  expect(ended?.code).toBe(3);
  const { found, wanted } = generated(
    PAGE,
    "broken",
    `\`\`\`text\n$ koppel check ${path}\n${ended?.text.trimEnd()}\n\`\`\``,
  );
  expect(found).toBe(wanted);
});

it("the table of verbs is that of the command line", async () => {
  const rows = await Promise.all(
    verbs.map(async ({ name, summary, load }) => {
      const { usage, exits } = await load();
      return `| \`${`${name} ${usage.replace(" [options]", "").replace("[options]", "")}`.trim().replaceAll("|", "\\|")}\` | ${summary} | ${exits.join(", ")} |`;
    }),
  );
  const codes = Object.entries(EXIT_MEANINGS).map(([code, meaning]) => `${code}: ${meaning}`);
  const table = [
    "| verb | does | exits |",
    "| --- | --- | --- |",
    ...rows,
    "",
    `Exit codes: ${codes.join(" · ")}.`,
  ].join("\n");
  const { found, wanted } = generated(PAGE, "verbs", table);
  expect(found).toBe(wanted);
});

it("the steps that the page tells of the demo are those it takes", () => {
  const demo = readFileSync(join(root, "cli/commands/demo.ts"), "utf8");
  const steps = [...demo.matchAll(/step\(\s*"[^"]*",\s*\["([a-z]+)"/g)].map(([, verb]) => verb);
  expect(steps).toEqual(["check", "test", "setup", "plan", "run", "log", "log", "explain", "run"]);
});

it("the page has no badges", () => {
  expect(readPage(PAGE)).not.toMatch(/!\[/);
});
