import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { collector } from "../../../engine/source/collect.ts";
import type { Diagnostic, Severity } from "../../../engine/source/diagnostic.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";
import type { SourceText, Span } from "../../../engine/source/span.ts";
import { hintSaid, problemSaid } from "./said-as-given.ts";

interface Fault {
  readonly path?: string;
  /** What the fault points at; empty for the end of the file. */
  readonly find: string;
  readonly severity: Severity;
  readonly problem: string;
  readonly hints: readonly string[];
  readonly related?: { readonly find: string; readonly label: string };
}

const golden = join(import.meta.dirname, "../../golden/diagnostics");

function spanOf(source: SourceText, find: string): Span {
  const start = find === "" ? source.text.length : source.text.indexOf(find);
  if (start < 0) throw new Error(`${find} does not stand in ${source.path}`);
  return { source, start, end: start + find.length };
}

/** The faults of faults.json, or without any those of the file itself. */
export function diagnosticsOf(name: string): readonly Diagnostic[] {
  const text = readFileSync(join(golden, name, "input.yaml"), "utf8");
  const faults = JSON.parse(readFileSync(join(golden, name, "faults.json"), "utf8")) as readonly Fault[];
  const all = collector();
  if (faults.length === 0) readYaml({ path: "mappings/input.yaml", text }, all.report);
  for (const { path, find, severity, problem, hints, related } of faults) {
    const source = { path: path ?? "mappings/input.yaml", text };
    const places = related === undefined ? [] : [{ span: spanOf(source, related.find), label: related.label }];
    const said = { severity, hints: hints.map(hintSaid), related: places };
    all.report("yaml-syntax", spanOf(source, find), problemSaid(problem), said);
  }
  return all.diagnostics;
}

export const names = readdirSync(golden);

/** One case for each folder of `golden/diagnostics`: what is written of its faults is what stands in its file. */
export function testGolden(file: string, write: (diagnostics: readonly Diagnostic[]) => string): void {
  test.each(names)(`%s: ${file}`, (name) => {
    const path = join(golden, name, file);
    const found = write(diagnosticsOf(name));
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, found);
    expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
    expect(found).toBe(readFileSync(path, "utf8"));
  });
}
