import type { Diagnostic } from "../../engine/source/diagnostic.ts";
import { type Located, located } from "./located.ts";

/** SARIF 2.1.0, which code scanning services take in. Paths are relative to the folder the check ran in. */
export function sarif(diagnostics: readonly Diagnostic[]): string {
  const results = diagnostics.map((diagnostic) => ({
    ...resultOf(located(diagnostic)),
    relatedLocations: diagnostic.related.map((related) => ({
      message: { text: related.label },
      ...locationOf(located({ ...diagnostic, span: related.span })),
    })),
  }));
  const rules = [...new Set(diagnostics.map(({ code }) => code))].toSorted().map((id) => ({ id }));
  const tool = { driver: { name: "koppel", rules } };
  const run = { tool, columnKind: "utf16CodeUnits", results };
  return JSON.stringify(
    { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] },
    undefined,
    2,
  );
}

function resultOf(one: Located): object {
  const text = [one.message, ...one.hints].join(" ");
  return { ruleId: one.code, level: one.severity, message: { text }, locations: [locationOf(one)] };
}

function locationOf({ file, line, column, endLine, endColumn }: Located): object {
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return { physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region } };
}
