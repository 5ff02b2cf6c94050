import type { Diagnostic } from "../source/diagnostic.ts";
import { positionAt } from "../source/line-index.ts";
import { placeOf } from "../source/place.ts";
import { type JunitCase, junit } from "./junit.ts";
import { hintsOf, messageOf } from "./message-of.ts";

/**
 * One suite a file, one case a fault. Errors are failures; warnings and notes are passed cases that say what they have to
 * say, as `check` itself passes with them; `files` names all checked files, so that one without faults shows as a passed case.
 */
export function checkJunit(diagnostics: readonly Diagnostic[], files: readonly string[] = []): string {
  const byFile = new Map<string, Diagnostic[]>(files.map((file) => [file, []]));
  for (const diagnostic of diagnostics) {
    const path = diagnostic.span.source.path;
    byFile.set(path, [...(byFile.get(path) ?? []), diagnostic]);
  }
  const suites = [...byFile].map(([name, list]) => ({
    name,
    cases: list.length === 0 ? [{ attributes: { name: "check", classname: name } }] : list.map(faultCase),
  }));
  return junit("koppel check", suites);
}

function faultCase(diagnostic: Diagnostic): JunitCase {
  const { code, severity, span } = diagnostic;
  const { line, column } = positionAt(span.source, span.start);
  const file = span.source.path;
  const attributes = { name: `${code} at ${line}:${column}`, classname: file, file, line };
  const message = messageOf(diagnostic);
  const text = [`${placeOf(span)}: ${message}`, ...hintsOf(diagnostic)].join("\n");
  return severity === "error"
    ? { attributes, failure: { type: severity, message, text } }
    : { attributes, says: `${severity}: ${text}` };
}
