import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readIntegration } from "../../engine/mapping/read-integration.ts";
import { renderPretty } from "../../engine/report/pretty.ts";
import { collector } from "../../engine/source/collect.ts";
import { readYaml } from "../../engine/source/read-yaml.ts";
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

interface Edit {
  readonly base: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** `edit.yaml` says which text of which file of the base becomes which. */
function editOf(name: string): Edit {
  const path = join(home, "cases", name, "edit.yaml");
  const edit = readYaml({ path, text: readFileSync(path, "utf8") }, () => {});
  if (edit?.kind !== "map") throw new Error(`${path} is no edit`);
  const value = (key: string): string | undefined => {
    const node = edit.entries.find((entry) => entry.key.text === key)?.value;
    return node?.kind === "scalar" ? node.text : undefined;
  };
  return {
    base: value("base") ?? "base",
    file: value("file") ?? "",
    find: value("find") ?? "",
    put: value("put") ?? "",
  };
}

function filesOf({ base, file, find, put }: Edit): readonly SourceText[] {
  const files = mappingFiles(join(home, base));
  const edited = files.find(({ path }) => path === file);
  if (edited?.text.split(find).length !== 2) throw new Error(`${base}/${file} does not hold the text once`);
  return files.map((one) => (one === edited ? { path: one.path, text: one.text.replace(find, () => put) } : one));
}

describe("mistakes in mapping files", () => {
  it.each(["base", "two-way", "two-way-documents", "several-kinds"])("are none in %s", (base) => {
    expect(checked(mappingFiles(join(home, base)))).toBe("");
  });

  it.each(cases)("%s", (name) => {
    const text = checked(filesOf(editOf(name)));
    const path = join(home, "cases", name, "expected.txt");
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, text);
    expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
    expect(text).toBe(readFileSync(path, "utf8"));
    expect(text).not.toBe("");
  });
});
