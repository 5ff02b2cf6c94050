import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkJunit } from "../../../engine/report/check-junit.ts";
import { displayWidth } from "../../../engine/report/display-width.ts";
import { renderGithub } from "../../../engine/report/github.ts";
import { renderJson } from "../../../engine/report/json.ts";
import { renderPretty } from "../../../engine/report/pretty.ts";
import { renderSarif } from "../../../engine/report/sarif.ts";
import { collector } from "../../../engine/source/collect.ts";
import type { Diagnostic, Severity } from "../../../engine/source/diagnostic.ts";
import { readYaml } from "../../../engine/source/read-yaml.ts";
import type { SourceText, Span } from "../../../engine/source/span.ts";

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
function diagnosticsOf(name: string): readonly Diagnostic[] {
  const text = readFileSync(join(golden, name, "input.yaml"), "utf8");
  const faults = JSON.parse(readFileSync(join(golden, name, "faults.json"), "utf8")) as readonly Fault[];
  const all = collector();
  if (faults.length === 0) readYaml({ path: "mappings/input.yaml", text }, all.report);
  for (const { path, find, severity, problem, hints, related } of faults) {
    const source = { path: path ?? "mappings/input.yaml", text };
    const places = related === undefined ? [] : [{ span: spanOf(source, related.find), label: related.label }];
    all.report("yaml-syntax", spanOf(source, find), { problem }, { severity, hints, related: places });
  }
  return all.diagnostics;
}

const FORMATS: Readonly<Record<string, (diagnostics: readonly Diagnostic[]) => string>> = {
  "expected.pretty.txt": (diagnostics) => renderPretty(diagnostics, { colour: false, width: 80 }),
  "expected.json": renderJson,
  "expected.github.txt": renderGithub,
  "expected.sarif.json": (diagnostics) => renderSarif(diagnostics, { name: "koppel", version: "0.0.0" }),
  "expected.junit.xml": (diagnostics) => checkJunit(diagnostics, ["mappings/input.yaml"]),
};

const names = readdirSync(golden);

describe.each(names)("%s", (name) => {
  test.each(Object.keys(FORMATS))("%s", (file) => {
    const path = join(golden, name, file);
    const found = (FORMATS[file] as (diagnostics: readonly Diagnostic[]) => string)(diagnosticsOf(name));
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, found);
    expect(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
    expect(found).toBe(readFileSync(path, "utf8"));
  });
});

describe("carets", () => {
  test("stand under exactly the characters, whatever stands before them", () => {
    for (const name of names) {
      for (const diagnostic of diagnosticsOf(name)) {
        const wanted = diagnostic.span.source.text.slice(diagnostic.span.start, diagnostic.span.end);
        if (wanted === "" || /[\r\n\t]/.test(wanted) || wanted.length > 70) continue;
        const lines = renderPretty([diagnostic], { colour: false, width: 80 }).split("\n");
        const carets = lines.findIndex((line) => /^ *\| *\^+$/.test(line));
        const under = lines[carets] as string;
        const above = lines[carets - 1] as string;
        const at = above.indexOf(wanted);
        expect(at, above).toBeGreaterThan(0);
        expect(displayWidth(above.slice(0, at)), above).toBe(under.indexOf("^"));
        expect(displayWidth(wanted)).toBe(under.length - under.indexOf("^"));
      }
    }
  });
  test("lines are cut to the terminal's width", () => {
    for (const width of [60, 80, 100]) {
      for (const line of renderPretty(diagnosticsOf("long-line"), { colour: false, width }).split("\n"))
        expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  });
  test("colours change nothing but colours", () => {
    const plain = renderPretty(diagnosticsOf("many-lines"), { colour: false, width: 80 });
    const coloured = renderPretty(diagnosticsOf("many-lines"), { colour: true, width: 80 });
    expect(coloured).not.toBe(plain);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours.
    expect(coloured.replaceAll(/\u001b\[[\d;]*m/g, "")).toBe(plain);
  });
});

describe("machine formats", () => {
  test("a SARIF fingerprint outlives lines that come and go above it, and tells equal faults apart", () => {
    const prints = (text: string) => {
      const all = collector();
      const source = { path: "a.yaml", text };
      for (const found of text.matchAll(/bad/g))
        all.report("yaml-syntax", { source, start: found.index, end: found.index + 3 }, { problem: "bad" });
      const log = JSON.parse(renderSarif(all.diagnostics)) as {
        runs: { results: { partialFingerprints: object }[] }[];
      };
      return log.runs[0]?.results.map((result) => result.partialFingerprints);
    };
    expect(prints("a: bad\nb: bad\n")).toEqual(prints("# more\n\nnew: x\na: bad\nb: bad\n"));
    expect(new Set(prints("a: bad\nb: bad\n")?.map((print) => JSON.stringify(print))).size).toBe(2);
  });
  test("every GitHub command is one line", () => {
    for (const name of names) {
      const lines = renderGithub(diagnosticsOf(name)).split("\n").slice(0, -1);
      expect(lines).toHaveLength(diagnosticsOf(name).length);
      for (const line of lines)
        expect(line).toMatch(
          /^::(?:error|warning|notice) file=[^,:]+,line=\d+,endLine=\d+,(?:col=\d+,endColumn=\d+,)?title=[\w-]+::.+$/,
        );
    }
  });
});
