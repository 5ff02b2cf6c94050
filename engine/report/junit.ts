import type { Diagnostic } from "../source/diagnostic.ts";
import { positionAt } from "../source/line-index.ts";
import { messageOf } from "./message-of.ts";

/**
 * JUnit XML as CI systems read it: one suite a file, one case a fault. Errors are failures; warnings and notes
 * are passed cases that say what they have to say, as `check` itself passes with them;
 * `files` names all checked files, so that one without faults shows as a passed case.
 */
export function renderJunit(diagnostics: readonly Diagnostic[], files: readonly string[] = []): string {
  const byFile = new Map<string, Diagnostic[]>(files.map((file) => [file, []]));
  for (const diagnostic of diagnostics) {
    const path = diagnostic.span.source.path;
    byFile.set(path, [...(byFile.get(path) ?? []), diagnostic]);
  }
  const failures = diagnostics.filter(isFailure).length;
  const tests = [...byFile.values()].reduce((sum, list) => sum + Math.max(list.length, 1), 0);
  const suites = [...byFile].map(([file, list]) => suite(file, list)).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="koppel check" tests="${tests}" failures="${failures}">\n${suites}</testsuites>\n`;
}

function suite(file: string, diagnostics: readonly Diagnostic[]): string {
  const failures = diagnostics.filter(isFailure).length;
  const cases =
    diagnostics.length === 0
      ? `    <testcase name="check" classname="${xml(file)}"/>\n`
      : diagnostics.map(testCase).join("");
  return `  <testsuite name="${xml(file)}" tests="${Math.max(diagnostics.length, 1)}" failures="${failures}">\n${cases}  </testsuite>\n`;
}

function testCase(diagnostic: Diagnostic): string {
  const { code, severity, hints, span } = diagnostic;
  const message = messageOf(diagnostic);
  const { line, column } = positionAt(span.source, span.start);
  const place = `${span.source.path}:${line}:${column}`;
  const open = `    <testcase name="${xml(`${code} at ${line}:${column}`)}" classname="${xml(span.source.path)}" file="${xml(span.source.path)}" line="${line}"`;
  const text = xml([`${place}: ${message}`, ...hints].join("\n"));
  if (!isFailure(diagnostic)) return `${open}>\n      <system-out>${severity}: ${text}</system-out>\n    </testcase>\n`;
  return `${open}>\n      <failure type="${severity}" message="${xml(message)}">${text}</failure>\n    </testcase>\n`;
}

function isFailure({ severity }: Diagnostic): boolean {
  return severity === "error";
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** XML 1.0 has no way to write most control characters or half a surrogate pair; they become U+FFFD. Line ends outlive attributes. */
function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string)
    .replace(/[\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
