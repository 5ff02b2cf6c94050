import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readIntegration } from "../../engine/mapping/read-integration.ts";
import { collector } from "../../engine/source/collect.ts";
import { readYaml } from "../../engine/source/read-yaml.ts";
import { renderPretty } from "../../engine/source/render-pretty.ts";
import type { SourceText } from "../../engine/source/span.ts";
import { mappingFiles, systemsBelow } from "./workbench.ts";

const home = join(import.meta.dirname, "check");
const cases = readdirSync(join(home, "cases")).toSorted();

/** What a person is told about the files, in the terminal. */
function checked(files: readonly SourceText[]): string {
  const faults = collector();
  const own = collector();
  readIntegration(files, systemsBelow(join(home, "systems"), own.report), faults.report);
  expect(own.diagnostics).toEqual([]);
  return renderPretty(faults.diagnostics, { colour: false, width: 120 });
}

/** `edit.yaml` says which text of which file becomes which; files beside it are added or replace those of the base. */
function filesOf(name: string): readonly SourceText[] {
  const folder = join(home, "cases", name);
  const added = mappingFiles(folder).filter((file) => file.path !== "edit.yaml");
  const base = mappingFiles(join(home, "base")).filter((file) => !added.some((other) => other.path === file.path));
  return [...base.map((file) => edited(file, folder)), ...added];
}

function edited(file: SourceText, folder: string): SourceText {
  const path = join(folder, "edit.yaml");
  if (!existsSync(path)) return file;
  const edit = readYaml({ path, text: readFileSync(path, "utf8") }, () => {});
  if (edit?.kind !== "map") throw new Error(`${path} is no edit`);
  const {
    file: wanted,
    find,
    put,
  } = Object.fromEntries(edit.entries.map(({ key, value }) => [key.text, value.kind === "scalar" ? value.text : ""]));
  if (wanted !== file.path || find === undefined) return file;
  if (file.text.split(find).length !== 2) throw new Error(`${path}: the text is not there once`);
  return { path: file.path, text: file.text.replace(find, () => put ?? "") };
}

describe("mistakes in mapping files", () => {
  it("are none in the base", () => {
    expect(checked(mappingFiles(join(home, "base")))).toBe("");
  });

  it.each(cases)("%s", (name) => {
    const text = checked(filesOf(name));
    const path = join(home, "cases", name, "expected.txt");
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, text);
    expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
    expect(text).toBe(readFileSync(path, "utf8"));
    expect(text).not.toBe("");
  });
});
