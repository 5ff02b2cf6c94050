import { createHash } from "node:crypto";
import type { Diagnostic } from "../source/diagnostic.ts";
import { positionAt } from "../source/line-index.ts";
import type { Span } from "../source/span.ts";
import { jsonText } from "./json-text.ts";
import { hintsOf, messageOf } from "./message-of.ts";

export interface SarifTool {
  readonly name: string;
  readonly version: string;
}

/**
 * SARIF 2.1.0. Fingerprints are made of code, path and message and not of the line, so that a fault stays the same one when
 * lines above it come and go; several alike in one file are told apart by their order.
 */
export function renderSarif(
  diagnostics: readonly Diagnostic[],
  tool: SarifTool = { name: "koppel", version: "0.1.0" },
): string {
  const codes = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].toSorted();
  const seen = new Map<string, number>();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: tool.name, version: tool.version, rules: codes.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) =>
          result(diagnostic, codes.indexOf(diagnostic.code), fingerprint(diagnostic, seen)),
        ),
      },
    ],
  };
  return `${jsonText(log)}\n`;
}

function result(diagnostic: Diagnostic, ruleIndex: number, print: string): object {
  const { code, severity, span, related } = diagnostic;
  const places = related.map(({ span: place, label }) => ({ ...location(place), message: { text: label } }));
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: [messageOf(diagnostic), ...hintsOf(diagnostic)].join("\n") },
    locations: [location(span)],
    ...(places.length > 0 ? { relatedLocations: places } : {}),
    partialFingerprints: { "koppel/v1": print },
  };
}

function location(span: Span): object {
  const start = positionAt(span.source, span.start);
  const end = positionAt(span.source, span.end);
  const region = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
  return {
    physicalLocation: {
      artifactLocation: { uri: span.source.path.toWellFormed().split("/").map(encodeURIComponent).join("/") },
      region,
    },
  };
}

function fingerprint(diagnostic: Diagnostic, seen: Map<string, number>): string {
  const { code, span } = diagnostic;
  const same = JSON.stringify([code, span.source.path, messageOf(diagnostic)]);
  const before = seen.get(same) ?? 0;
  seen.set(same, before + 1);
  return createHash("sha256").update(`${same} ${before}`, "utf8").digest("hex").slice(0, 32);
}
