import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CellOptions, cell, GOLDEN, render } from "../engine/language/fixture.ts";

const cases = readdirSync(GOLDEN, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe("what is said about a mistake in a cell", () => {
  it.each(cases.map((entry) => entry.name))("%s", (name) => {
    const folder = join(GOLDEN, name);
    const text = readFileSync(join(folder, "cell.txt"), "utf8").slice(0, -1);
    const options: CellOptions = JSON.parse(readFileSync(join(folder, "case.json"), "utf8"));
    const found = render(cell(text, options).diagnostics);
    const file = join(folder, "expected.txt");
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, found);
    expect(existsSync(file), "expected.txt is missing; UPDATE_GOLDEN=1 writes it").toBe(true);
    expect(found).toBe(readFileSync(file, "utf8"));
  });
});
