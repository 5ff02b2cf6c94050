import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of the project, from which the pages are named: `docs/language.md`. */
export const root = join(import.meta.dirname, "../..");

/** A fenced block. Its info line says the language and then how it is checked: `yaml file=customers.yaml`. */
export interface Block {
  readonly page: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly marks: ReadonlyMap<string, string>;
  readonly text: string;
}

export function readPage(page: string): string {
  return readFileSync(join(root, page), "utf8");
}

export function blocksOf(page: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { readonly line: number; readonly info: string; readonly text: string[] } | undefined;
  for (const [index, line] of readPage(page).split("\n").entries()) {
    if (!line.startsWith("```")) open?.text.push(line);
    else if (open === undefined) open = { line: index + 1, info: line.slice(3).trim(), text: [] };
    else {
      const [language = "", ...marks] = open.info.split(/\s+/);
      blocks.push({
        page,
        line: open.line,
        language,
        marks: new Map(marks.map((mark) => [mark.split("=")[0] ?? mark, mark.split("=").slice(1).join("=")])),
        text: `${open.text.join("\n")}\n`,
      });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`${page}:${open.line}: this block is never closed`);
  return blocks;
}

/** Rows of the tables below a heading, without their head; cells as written. */
export function tableBelow(page: string, heading: string): readonly (readonly string[])[] {
  const lines = readPage(page).split("\n");
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, "") === heading);
  if (start < 0) throw new Error(`${page} has no heading "${heading}"`);
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line));
  const section = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
  return section
    .filter((line) => line.startsWith("|") && !/^\|[\s|:-]+\|$/.test(line))
    .filter((line, index, all) => section[section.indexOf(line) - 1]?.startsWith("|") === true && index < all.length)
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}

/** The words in backticks of a cell: `` `title`, `about` `` are two. */
export function wordsIn(cell: string): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
}

/**
 * The part between `<!-- name -->` and `<!-- /name -->` is made from the code. With UPDATE_GOLDEN=1 it is written,
 * without it the page must have it.
 */
export function generated(
  page: string,
  name: string,
  text: string,
): { readonly found: string; readonly wanted: string } {
  const [begin, end] = [`<!-- ${name} -->\n`, `<!-- /${name} -->`];
  const whole = readPage(page);
  const [from, to] = [whole.indexOf(begin), whole.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${page} has no part ${begin.trim()} … ${end}`);
  const wanted = `\n${text.trim()}\n\n`;
  const found = whole.slice(from + begin.length, to);
  if (process.env["UPDATE_GOLDEN"] !== "1" || found === wanted) return { found, wanted };
  writeFileSync(join(root, page), whole.slice(0, from + begin.length) + wanted + whole.slice(to));
  return { found: wanted, wanted };
}
