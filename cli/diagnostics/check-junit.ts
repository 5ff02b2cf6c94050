import type { Diagnostic } from "../../engine/source/diagnostic.ts";
import { type JunitCase, junit } from "../junit.ts";
import { located } from "./located.ts";

/** One test case a file, and one a diagnostic; only errors are failures. */
export function checkJunit(diagnostics: readonly Diagnostic[], files: readonly string[]): string {
  const found = diagnostics.filter(({ severity }) => severity === "error").map(failedCase);
  const bad = new Set(found.map(({ group }) => group));
  const fine = files.filter((file) => !bad.has(file)).map((file): JunitCase => ({ group: file, name: "check" }));
  return junit(
    "koppel check",
    [...fine, ...found].toSorted((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0)),
  );
}

function failedCase(diagnostic: Diagnostic): JunitCase {
  const { file, line, column, code, message, hints } = located(diagnostic);
  const text = [`${file}:${line}:${column}`, ...hints].join("\n");
  return { group: file, name: `${line}:${column} ${code}`, failure: { message, text } };
}
